/** What asks this process to end: a signal, or the death of the bootstrap that started it (their channel closes). */
export function onStopRequest(stop: (again: boolean) => void): void {
  let first = 0;
  const asked = (): void => {
    // One Ctrl-C arrives several times: from the terminal, from npm, from the bootstrap. Only a later one is a second.
    const again = first > 0;
    if (again && Date.now() - first < 1_000) return;
    first ||= Date.now();
    stop(again);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, asked);
  if (process.connected) process.once('disconnect', asked);
}
