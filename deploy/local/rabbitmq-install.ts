import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { DataFolder } from './folder.js';
import { findProgram } from './programs.js';
import { Refusal } from './refusal.js';

const COMMAND = 'apt-get install --yes --no-install-recommends rabbitmq-server';

/**
 * The exit code 101 of policy-rc.d is the distribution's way to say "start no services now"; they are not started at the
 * next boot either. The script ends its work even when nobody waits any more: a half-installed package helps nobody.
 */
const SCRIPT = `
  trap '' INT TERM HUP
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\\nexit 101\\n' > $policy && chmod 755 $policy
  fi
  apt-get -o DPkg::Lock::Timeout=120 update && ${COMMAND} -o DPkg::Lock::Timeout=120 || exit
  update-rc.d rabbitmq-server disable || true
  if [ -d /run/systemd/system ]; then systemctl disable epmd.socket || true; fi`;

/** Where RabbitMQ's start script is. Not Debian's wrapper in PATH: that one insists on its user and /var/lib/rabbitmq. */
export function findRabbit(): string | undefined {
  return findProgram('rabbitmq-server', ['/usr/lib/rabbitmq/bin'], true);
}

/**
 * Installs the distribution's RabbitMQ when there is none, without letting it start its own service.
 * Throws `Refusal` with the command to type where that cannot be done from here.
 */
export async function ensureRabbit(folder: DataFolder, report: (line: string) => void): Promise<string> {
  return findRabbit() ?? (await installRabbit(folder, report));
}

async function installRabbit(folder: DataFolder, report: (line: string) => void): Promise<string> {
  if (!findProgram('apt-get') || process.getuid?.() !== 0) {
    throw new Refusal(
      `RabbitMQ is needed and not installed. Install it, then start again:\n  sudo ${COMMAND}\n(or name a broker that runs already: AMQP_URL=amqp://user:password@host npm start)`,
    );
  }
  report('RabbitMQ is missing: installing rabbitmq-server from the distribution (once, about a minute) …');
  const log = folder.at('logs', 'install.log');
  await run(SCRIPT, log);
  const program = findRabbit();
  if (!program) throw new Refusal(`rabbitmq-server was installed but cannot be found; see ${log}`);
  return program;
}

function run(script: string, log: string): Promise<void> {
  const output = openSync(log, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('sh', ['-c', script], { env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Refusal(`The installation failed (code ${code}); see ${log}. By hand: ${COMMAND}`));
    });
  });
}
