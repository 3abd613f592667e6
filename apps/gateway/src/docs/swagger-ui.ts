import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The document at /openapi.json; bundled pages at /docs, on which one logs in and tries everything; / leads there. */
export function serveDocs(app: NestFastifyApplication, document: () => OpenAPIObject): void {
  app
    .getHttpAdapter()
    .getInstance()
    .get('/', (_request, reply) => reply.redirect('/docs'));
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Shoreline API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
      // Otherwise the page asks a server of its makers whether the document is valid.
      validatorUrl: null,
    },
  });
}
