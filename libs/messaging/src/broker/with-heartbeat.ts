const seconds = 5;

/** The broker's URL with a heartbeat: a frozen broker is given up after 10 seconds; it would be two minutes by default. */
export function withHeartbeat(url: string): string {
  const target = new URL(url);
  if (!target.searchParams.has('heartbeat')) target.searchParams.set('heartbeat', `${seconds}`);
  return target.href;
}
