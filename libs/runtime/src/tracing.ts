/** Answers how to stop it: what is still waiting to be sent goes out first. */
export async function startTracing(service: string, endpoint: string | undefined): Promise<void> {
  if (!endpoint) return;
  throw new Error(`being written: ${service}`);
}
