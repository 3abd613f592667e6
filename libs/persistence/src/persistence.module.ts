import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { CleanUpJob } from './clean-up.js';
import { dataSourceOptions } from './data-source.js';
import { isConnectionLost } from './database-error.js';
import { Transactions } from './transactions.js';

export interface PersistenceOptions {
  /** The service's name: what Postgres shows as `application_name`. */
  service: string;
  entities: Entities;
}

type Entities = NonNullable<Parameters<typeof TypeOrmModule.forFeature>[0]>;

const Env = z.object({ DATABASE_URL: z.url() });

/** The service's own database, named by DATABASE_URL: `DataSource`, the entities' repositories and `Transactions`. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot({ service, entities }: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            ...dataSourceOptions({ url: loadConfig(Env).DATABASE_URL, service, entities }),
            // Postgres may still be coming up: a minute of patience, but none with a wrong password.
            retryAttempts: 120,
            retryDelay: 500,
            toRetry: isConnectionLost,
          }),
        }),
        TypeOrmModule.forFeature(entities),
      ],
      providers: [Transactions, CleanUpJob],
      exports: [TypeOrmModule, Transactions],
    };
  }
}
