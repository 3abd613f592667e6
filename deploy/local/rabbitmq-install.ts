import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './folder.js';
import { findProgram } from './programs.js';
import { Refusal } from './refusal.js';

const COMMAND = 'apt-get install --yes --no-install-recommends rabbitmq-server';
const POLICY = '/usr/sbin/policy-rc.d';

/** Installs the distribution's RabbitMQ without letting it start its own service; a `Refusal` where that can't be. */
export async function installRabbit(
  folder: DataFolder,
  report: (line: string) => void,
  find: () => string | undefined,
): Promise<string> {
  if (!findProgram('apt-get') || process.getuid?.() !== 0) {
    throw new Refusal(
      `RabbitMQ is needed and not installed. Install it, then start again:\n  sudo ${COMMAND}\n(or name a broker that runs already: AMQP_URL=amqp://user:password@host npm start)`,
    );
  }
  report('RabbitMQ is missing: installing rabbitmq-server from the distribution (once, about a minute) …');
  const log = folder.at('logs', 'install.log');
  // The distribution's way to say "start no services now" (exit code 101).
  const hadPolicy = existsSync(POLICY);
  if (!hadPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await run(`apt-get update && ${COMMAND}`, log);
  } finally {
    if (!hadPolicy) rmSync(POLICY);
  }
  if (existsSync('/run/systemd/system')) spawnSync('systemctl', ['disable', 'rabbitmq-server', 'epmd.socket']);
  const program = find();
  if (!program) throw new Refusal(`rabbitmq-server was installed but cannot be found; see ${log}`);
  return program;
}

function run(command: string, log: string): Promise<void> {
  const output = openSync(log, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('sh', ['-c', command], { env, stdio: ['ignore', output, output] });
  closeSync(output);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Refusal(`'${command}' failed (code ${code}); see ${log}`));
    });
  });
}
