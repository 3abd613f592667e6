import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shoreline, topologyOf } from '#libs/messaging';
import { processes } from '../local/processes.js';
import { MAX_MESSAGE_SIZE } from '../local/rabbitmq.js';

describe('the secrets of the containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shoreline-secrets-'));
  const make = (): void => void execFileSync(process.execPath, [join(import.meta.dirname, 'secrets.mjs'), folder]);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const provision = (): Record<string, string> => JSON.parse(read('provision.json')) as Record<string, string>;
  const compose = readFileSync(join(import.meta.dirname, '..', '..', 'docker-compose.yml'), 'utf8');

  beforeAll(make);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(processes.map(({ name }) => name))('let %s into its own database and broker', (name) => {
    const known = provision();
    expect(read(`${name}-database-url`)).toContain(
      `//${name}_app:${known[`${name}_app`]}@postgres:5432/shoreline_${name}`,
    );
    expect(read(`${name}-amqp-url`)).toContain(`//${name}:${known[`broker-${name}`]}@rabbitmq`);
    expect(known[`${name}_owner`]).toHaveLength(32);
    expect(compose).toContain(`command: [node, dist/apps/${name}/src/main.js]`);
    for (const what of ['database-url', 'amqp-url']) {
      expect(compose).toContain(`- { source: ${name}-${what}, target: ${what} }`);
      expect(compose).toContain(`${name}-${what}: { file: ./deploy/secrets/${name}-${what} }`);
    }
  });

  it('know every user of the broker', () => {
    const missing = topologyOf(shoreline).users.filter(({ name }) => !provision()[`broker-${name}`]);
    expect(missing).toEqual([]);
  });

  it('hold every file that the containers are given', () => {
    const given = [...compose.matchAll(/\.\/deploy\/secrets\/([\w.-]+)/g)].map(([, name]) => name);
    expect(given.filter((name) => !readdirSync(folder).includes(name!))).toEqual([]);
    expect(given).not.toEqual([]);
  });

  it('let the broker take messages as large as it does without containers', () => {
    expect(read('rabbitmq.conf').split('\n')).toContain(`max_message_size = ${MAX_MESSAGE_SIZE}`);
  });

  it('are behind a closed door and stay the same', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const before = readdirSync(folder).map(read);
    make();
    expect(readdirSync(folder).map(read)).toEqual(before);
  });
});
