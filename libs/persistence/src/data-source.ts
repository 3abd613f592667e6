import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SnakeCaseNames } from './naming-strategy.js';
import { PipelinedClient } from './pipelined-client.js';

const dateOid = 1082;

/** How a service talks to its Postgres: a pool of 8 that survives the server's restart, and no schema changes. */
export function dataSourceOptions(about: {
  url: string;
  service: string;
  entities: DataSourceOptions['entities'];
}): DataSourceOptions {
  const log = new Logger('Postgres');
  return {
    type: 'postgres',
    url: about.url,
    entities: about.entities,
    applicationName: about.service,
    synchronize: false,
    namingStrategy: new SnakeCaseNames(),
    poolSize: 8,
    // Without a listener the loss of an idle connection would end the process.
    poolErrorHandler: (error: Error) => log.warn(`A connection was lost: ${error.message}`),
    extra: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: 60_000,
      keepAlive: true,
      types: { getTypeParser },
      Client: PipelinedClient,
    },
  };
}

/** A `date` is a day and stays `YYYY-MM-DD`; pg would make it an instant in the process's own zone. */
const getTypeParser = (oid: number, format?: 'text' | 'binary'): unknown =>
  oid === dateOid ? String : pg.types.getTypeParser(oid, format);
