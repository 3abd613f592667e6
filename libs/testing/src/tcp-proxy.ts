import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  /** The server's URL by way of the proxy. */
  url: string;
  /** The server is away: every connection breaks and new ones are refused. */
  cut(): Promise<void>;
  /** The server is back, at the same address. */
  restore(): Promise<void>;
}

/** Stands between a client and a server of a test, so that a server which others use too can be "away". */
export async function tcpProxy(serverUrl: string): Promise<TcpProxy> {
  const url = new URL(serverUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const open = new Set<Socket>();
  const join = (from: Socket, to: Socket): void => {
    open.add(from);
    from.pipe(to);
    from.on('error', () => to.destroy()).on('close', () => (open.delete(from), to.destroy()));
  };
  const proxy = createServer((client) => {
    const server = connect(target);
    join(client, server);
    join(server, client);
  });
  const listen = async (port: number): Promise<number> => {
    await once(proxy.listen(port, '127.0.0.1'), 'listening');
    return (proxy.address() as AddressInfo).port;
  };
  const port = await listen(0);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    async cut() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
    async restore() {
      await listen(port);
    },
  };
}
