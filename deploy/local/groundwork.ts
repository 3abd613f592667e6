import { startBroker, useBroker, type Broker } from './broker.js';
import type { DataFolder } from './folder.js';
import { startPostgres, type PrivatePostgres } from './postgres.js';
import { byService, processes, type ServiceName } from './processes.js';
import { migrate, provisionDatabase, type DatabaseAccess } from './provision.js';

/** What the services stand on. */
export interface Ground {
  folder: DataFolder;
  databaseUrl?: string;
  amqpUrl?: string;
  throwAway?: boolean;
  report: (line: string) => void;
  /** Private servers which end by themselves are started again and this is told. Absent: they stay away. */
  bringBack?: (line: string) => void;
}

export interface Data {
  databases: Record<ServiceName, DatabaseAccess>;
  postgres?: PrivatePostgres;
}

/** A Postgres with a migrated database for each service. */
export async function prepareData({ folder, databaseUrl, throwAway, report, bringBack }: Ground): Promise<Data> {
  if (!databaseUrl) report('Starting Postgres …');
  const postgres = databaseUrl ? undefined : await startPostgres(folder, { throwAway, bringBack });
  const adminUrl = databaseUrl ?? postgres!.url;
  report('Bringing the databases up to date …');
  const databases = await Promise.all(
    processes.map(async ({ name }) => {
      const access = await provisionDatabase(adminUrl, name, (of) => folder.secret(of));
      await migrate(name, access.ownerUrl);
      return [name, access] as const;
    }),
  );
  return { databases: byService(databases), ...(postgres && { postgres }) };
}

/** A RabbitMQ with the whole topology. */
export async function prepareBroker({ folder, amqpUrl, report, bringBack }: Ground): Promise<Broker> {
  if (amqpUrl) return useBroker(amqpUrl);
  report('Starting RabbitMQ …');
  return startBroker(folder, { report, bringBack });
}
