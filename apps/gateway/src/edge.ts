import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from './docs/openapi.js';
import { serveDocs } from './docs/swagger-ui.js';
import { Routes } from './http/routes.js';
import { xmlText } from './http/xml-text.js';

/** Prefix, security headers and documentation: all that stands before the first route. */
export async function prepareEdge(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const routes = app.get(Routes);
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit) route.bodyLimit = bodyLimit;
    routes.add(route);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
    done();
  });
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('message/rfc822', { parseAs: 'buffer' }, (_, bytes: Buffer, done) =>
    done(null, { raw: bytes.toString('base64'), encoding: 'base64' }),
  );
  fastify.addContentTypeParser(['application/xml', 'text/xml'], { parseAs: 'buffer' }, (_, bytes: Buffer, done) =>
    done(null, { xml: xmlText(bytes) }),
  );
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy } });
  app.setGlobalPrefix('v1', {
    exclude: [
      ...['join/:code', 'q/:token'],
      ...[...filed('r', 'report.pdf'), ...filed('i', 'invoice.pdf'), ...filed('c', 'credit-note.pdf')],
    ],
  });
  serveDocs(app, () => openApiDocument(app));
}

/** A page that a personal link opens, and its file. */
const filed = (page: string, file: string): string[] => [`${page}/:token`, `${page}/:token/${file}`];

/** Enough for the bundled documentation, which styles itself inline; nothing from elsewhere. */
const contentSecurityPolicy = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};
