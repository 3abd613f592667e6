import { createRequire } from 'node:module';
import { isUntraced } from './untraced.js';

/**
 * Follows requests through HTTP, the broker and the database, and sends the traces to this OTLP endpoint. Costs nothing
 * without one. It patches pg and amqplib while they are imported, so it throws when one of them already is. Answers how
 * to end it.
 */
export async function startTracing(service: string, endpoint: string | undefined): Promise<() => Promise<void>> {
  if (!endpoint) return async () => undefined;
  const early = Object.keys(createRequire(import.meta.url).cache).find((path) => traced.test(path));
  if (early) throw new Error(`${early} was imported before tracing began, so it would not be traced.`);
  const [
    { NodeSDK },
    { OTLPTraceExporter },
    { HttpInstrumentation },
    { PgInstrumentation },
    { AmqplibInstrumentation },
  ] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-pg'),
    import('@opentelemetry/instrumentation-amqplib'),
  ]);
  const sdk = new NodeSDK({
    serviceName: service,
    autoDetectResources: false,
    traceExporter: new OTLPTraceExporter({ url: new URL('v1/traces', `${endpoint.replace(/\/$/, '')}/`).href }),
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url = '' }) => isUntraced(url) }),
      // What the process does by itself, such as looking into the outbox every second, would drown the requests.
      new PgInstrumentation({ requireParentSpan: true }),
      new AmqplibInstrumentation(),
    ],
  });
  sdk.start();
  return () => sdk.shutdown();
}

const traced = /node_modules\/(pg|amqplib)\//;
