/**
 * A small process that outlives a launcher killed with -9: when the pipe from the launcher closes, it ends whatever the
 * launcher's ledger still holds. After an orderly stop the ledger is empty and it just goes away.
 *
 *   node janitor.js <data folder> [--remove]     (--remove: a throw-away folder, deleted at the end)
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ledger } from './ledger.js';

const [folder, remove] = process.argv.slice(2);
if (!folder) throw new Error('The janitor needs the data folder');

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
process.stdin.resume();
process.stdin.once('close', () => void tidy(folder));

async function tidy(path: string): Promise<void> {
  await new Ledger(join(path, 'processes.json')).stopAll();
  if (remove) rmSync(path, { recursive: true, force: true });
}
