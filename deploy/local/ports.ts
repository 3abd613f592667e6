import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Whether somebody could listen there now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Below the range that the system hands to outgoing connections, so that none of those sits on it later. */
export async function pickFreePort(avoid: ReadonlySet<number> = new Set()): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (!avoid.has(port) && (await isFree(port))) return port;
  }
}
