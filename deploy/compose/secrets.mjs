// `npm run secrets`: makes what docker-compose.yml reads from deploy/secrets, once; a second run changes no secret.
// Plain JavaScript: it runs on a machine that has Node and nothing installed. Another folder may follow as argument.
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const services = readdirSync(join(import.meta.dirname, '..', '..', 'apps'));
const admin = 'shoreline-admin';

const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'secrets');
// Containers read the files as other users, so the folder is what keeps them from everybody else here.
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o700);

/** Everything the one-shot provision step needs; the other files are cuts of it, one for each who may know. */
const all = existsSync(join(folder, 'provision.json')) ? JSON.parse(read('provision.json')) : {};
const secret = (name, bytes = 24, encoding = 'base64url') => (all[name] ??= randomBytes(bytes).toString(encoding));

for (const name of services) {
  write(`${name}-database-url`, `postgresql://${name}_app:${secret(`${name}_app`)}@postgres:5432/shoreline_${name}`);
  write(`${name}-amqp-url`, `amqp://${name}:${secret(`broker-${name}`)}@rabbitmq:5672`);
  secret(`${name}_owner`);
}
for (const name of ['payroll', 'operator']) {
  write(`${name}-amqp-url`, `amqp://${name}:${secret(`broker-${name}`)}@rabbitmq:5672`);
}
write('token-key', secret('token-key', 32, 'base64'));
write('link-key', secret('link-key', 32, 'base64'));
write('admin-password', secret('admin', 12));
write('postgres-password', secret('postgres'));
const maxMessageSize = 16 * 1_024 * 1_024;
write(
  'rabbitmq.conf',
  `default_user = ${admin}\ndefault_pass = ${secret('rabbitmq')}\nmax_message_size = ${maxMessageSize}\n`,
);
all['database-admin-url'] = `postgresql://postgres:${all.postgres}@postgres:5432/postgres`;
all['broker-admin-url'] = `http://${admin}:${all.rabbitmq}@rabbitmq:15672`;
write('provision.json', JSON.stringify(all, null, 2));

const authorities = process.env.npm_config_cafile ?? process.env.NODE_EXTRA_CA_CERTS;
if (authorities && !process.argv[2]) copyFileSync(authorities, join(import.meta.dirname, 'ca', 'extra.crt'));

console.log(`The secrets are in ${folder}.`);
console.log(`Administrator: admin@shoreline.local   ${all.admin}`);
console.log('Now: docker compose up --build');

function read(name) {
  return readFileSync(join(folder, name), 'utf8');
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o644);
}
