import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '../http/problem.js';
import { completeOperation } from './complete-operation.js';
import type { Schema } from './example-of.js';
import type { Operation } from './operation.js';
import { convertSchema } from './schema-converter.js';
import { sharedHeaders, shareRefusals } from './shared-components.js';
import { tags } from './tags.js';

const description = `
A network that hires out vetted software experts to client companies: from a client's need to an expert's money.

**To try it here**: *Authorize*, then an e-mail address and a password under *login*; the demonstration prints one of
each role. Access tokens hold ten minutes.

Money is an exact decimal with its currency, an instant is UTC, a day belongs to the zone of whatever it is about.
Refusals are RFC 9457 problems with a stable \`code\`, the business rule behind it, and every wrong field. Lists are
paged: \`nextCursor\` goes into \`cursor\`. What people edit has an \`ETag\`, and takes it back in \`If-Match\`. A POST with an
\`Idempotency-Key\` can be repeated without doing it twice.
`.trim();

/** GW-1. The document of all routes, made from the schemas that validate and the rights that are enforced. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('Shoreline')
    .setDescription(description)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'Wherever this document came from')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token you have already. With an e-mail address and a password log in below.',
      },
      'bearer',
    )
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'E-mail address and password; the client fields stay empty',
        flows: { password: { tokenUrl: '/v1/sessions/token', refreshUrl: '/v1/sessions/token', scopes: {} } },
      },
      'login',
    );
  const document = SwaggerModule.createDocument(app, info.build(), {
    standardSchemaConverter: convertSchema,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return complete(document);
}

/** The same without a database, a broker or secrets: the routes are only looked at, those of the manual clock too. */
export async function openApiWithoutServers(): Promise<OpenAPIObject> {
  const { ManualTimeGatewayModule } = await import('../gateway.module.js');
  const app = await NestFactory.create(ManualTimeGatewayModule, new FastifyAdapter(), { preview: true, logger: false });
  app.setGlobalPrefix('v1');
  return openApiDocument(app);
}

function complete(document: OpenAPIObject): OpenAPIObject {
  const problem = convertSchema(Problem, { schemaType: 'output' });
  const schemas = { ...document.components?.schemas, ...problem?.components } as Record<string, Schema>;
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);
  for (const operation of operations) completeOperation(operation, schemas);
  const responses = shareRefusals(operations);
  const used = new Set(operations.flatMap((operation) => operation.tags ?? []));
  return {
    ...document,
    tags: tags.filter(({ name }) => used.has(name)),
    components: {
      ...document.components,
      headers: sharedHeaders,
      responses: sorted(responses) as ComponentsObject['responses'],
      schemas: sorted(schemas),
    },
  };
}

type ComponentsObject = NonNullable<OpenAPIObject['components']>;

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
