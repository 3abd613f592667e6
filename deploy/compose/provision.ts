/**
 * The one-shot step before the services of docker-compose.yml start: databases, roles, migrations, and the broker's
 * topology and users. Safe to run again. Reads PROVISION_FILE, as made by `npm run secrets`.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { processes } from '../local/processes.js';
import { migrate, provisionDatabase } from '../local/provision.js';
import { importDefinitions } from './broker-definitions.js';

const { PROVISION_FILE } = loadConfig(z.object({ PROVISION_FILE: z.string() }));
const secrets = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(PROVISION_FILE, 'utf8')));

function secret(name: string): string {
  const value = secrets[name];
  if (!value) throw new Error(`${PROVISION_FILE} lacks '${name}': run npm run secrets again`);
  return value;
}

for (const { name } of processes) {
  const { ownerUrl } = await provisionDatabase(secret('database-admin-url'), name, secret);
  await migrate(name, ownerUrl);
  console.log(`${name}: database is up to date`);
}
await importDefinitions(secret('broker-admin-url'), (user) => secret(`broker-${user}`));
console.log('broker: topology and users are up to date');
