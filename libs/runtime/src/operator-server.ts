import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';

/** What operators ask; undefined while the process is starting. */
export interface Answers {
  ready(): Promise<object>;
  metrics(): Promise<string>;
}

export interface OperatorServer {
  port: number;
  /** The application is there: from now on its answers count. */
  open(answers: Answers): void;
  close(): void;
}

/**
 * Health and metrics, on a port of their own: they answer before the application is there and while it ends, and
 * nothing of them shows at the network's edge.
 */
export async function operatorServer(address: { host: string; port: number }): Promise<OperatorServer> {
  let answers: Answers | undefined;
  const routes: Record<string, (response: ServerResponse) => Promise<void>> = {
    '/health/live': async (response) => send(response, 200, { status: 'ok' }),
    '/health/ready': async (response) => {
      if (!answers) return send(response, 503, { status: 'error', error: { process: { status: 'starting' } } });
      send(response, 200, await answers.ready());
    },
    '/metrics': async (response) => {
      const text = await answers?.metrics();
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(text);
    },
  };
  const server = createServer((request, response) => {
    const route = routes[request.url?.split('?')[0] ?? ''];
    if (!route || request.method !== 'GET') return void response.writeHead(404).end();
    route(response).catch((error: unknown) => {
      if (error instanceof HttpException) send(response, error.getStatus(), error.getResponse());
      else response.writeHead(500).end();
    });
  });
  await once(server.listen(address.port, address.host), 'listening');
  return {
    port: (server.address() as { port: number }).port,
    open: (now) => void (answers = now),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const send = (response: ServerResponse, status: number, body: object | string): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
