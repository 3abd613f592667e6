import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
}

interface Traces {
  resourceSpans: { scopeSpans: { scope: { name: string }; spans: Span[] }[] }[];
}

/** Takes traces over HTTP as a collector does, and keeps them. */
export async function otlpReceiver(): Promise<{ url: string; spans: (Span & { by: string })[]; close(): void }> {
  const spans: (Span & { by: string })[] = [];
  const server = createServer(async (request, response) => {
    const { resourceSpans } = JSON.parse(await text(request)) as Traces;
    for (const { scope, spans: sent } of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans)) {
      spans.push(...sent.map((span) => ({ ...span, by: scope.name.replace('@opentelemetry/instrumentation-', '') })));
    }
    response.end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, spans, close: () => void server.close() };
}
