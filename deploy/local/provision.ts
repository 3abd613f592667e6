import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { compiled } from './paths.js';
import { migrationOf, type ServiceName } from './processes.js';
import { Refusal } from './refusal.js';

/** The two ways into a service's database. */
export interface DatabaseAccess {
  /** May change the schema: for migrations only. */
  ownerUrl: string;
  /** May read and write rows: what the service runs with. */
  runtimeUrl: string;
}

/**
 * Makes the database and the two roles of a service, or brings them up to date; nobody else may connect to it.
 * @param adminUrl somebody who may create databases and roles
 */
export async function provisionDatabase(
  adminUrl: string,
  service: ServiceName,
  secret: (name: string) => string,
): Promise<DatabaseAccess> {
  const database = `shoreline_${service}`;
  const owner = `${service}_owner`;
  const runtime = `${service}_app`;
  await withClient(adminUrl, async (client) => {
    await ensureRole(client, owner, secret(owner));
    await ensureRole(client, runtime, secret(runtime));
    // Who is no superuser must belong to a role before giving it a database.
    await client.query(`grant ${owner} to current_user`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${database} owner ${owner}`);
    await client.query(`revoke connect, temporary on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${runtime}`);
  });
  const ownerUrl = withLogin(adminUrl, database, owner, secret(owner));
  await withClient(ownerUrl, async (client) => {
    await client.query(`
      grant usage on schema public to ${runtime};
      alter default privileges in schema public grant select, insert, update, delete on tables to ${runtime};
      alter default privileges in schema public grant usage, select on sequences to ${runtime}`);
  });
  return { ownerUrl, runtimeUrl: withLogin(adminUrl, database, runtime, secret(runtime)) };
}

/** Runs the migrations of a service as the owner of its database. Throws `Refusal` with what they said. */
export async function migrate(service: ServiceName, ownerUrl: string): Promise<void> {
  const env = { PATH: process.env.PATH, DATABASE_URL: ownerUrl };
  try {
    await promisify(execFile)(process.execPath, [compiled(migrationOf(service))], { env });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Refusal(`The migrations of ${service} failed:\n${stdout}${stderr}`);
  }
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${role} login nosuperuser password ${client.escapeLiteral(password)}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withLogin(adminUrl: string, database: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}
