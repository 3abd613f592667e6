/**
 * `npm test`: brings up a throw-away Postgres and RabbitMQ, runs the levels of tests (all, or those chosen with
 * --selectProjects; other arguments go to Jest), and ends with the line `N passed, N failed`.
 */
import { DataFolder } from '../deploy/local/folder.js';
import { onStopRequest } from '../deploy/local/lifetime.js';
import { startPostgres } from '../deploy/local/postgres.js';
import { startRabbit } from '../deploy/local/rabbitmq.js';
import { ensureRabbit } from '../deploy/local/rabbitmq-install.js';
import { Refusal } from '../deploy/local/refusal.js';
import { runJest, type Tally } from './support/jest-run.js';
import { chooseLevels } from './support/levels.js';

/** One virtual host per Jest worker, so that tests which own the whole topology can run side by side. */
const VHOSTS = ['/', 'test-1', 'test-2', 'test-3', 'test-4'].map((name) => ({ name }));

const folder = DataFolder.temporary();
onStopRequest((again) => {
  if (again) process.exit(1);
  void folder.release().then(() => process.exit(1));
});

try {
  const tally = await runAll();
  await folder.release();
  const { passed, failed, skipped } = tally;
  if (passed + failed === 0) console.error('No test ran.');
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
} catch (error) {
  await folder.release();
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}

async function runAll(): Promise<Tally> {
  const { phases, rest } = chooseLevels(process.argv.slice(2));
  const needsServers = phases.flatMap(({ levels }) => levels).some((level) => level !== 'unit');
  const env = needsServers ? await startServers() : {};
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { levels, args } of phases) {
    const part = await runJest(folder, levels, [...args, ...rest], env);
    total.passed += part.passed;
    total.failed += part.failed;
    total.skipped += part.skipped;
  }
  return total;
}

async function startServers(): Promise<NodeJS.ProcessEnv> {
  const { TEST_DATABASE_URL, TEST_AMQP_URL } = process.env;
  if (TEST_DATABASE_URL && TEST_AMQP_URL) return {};
  await ensureRabbit(folder, console.log);
  const [postgres, rabbit] = await Promise.all([
    startPostgres(folder, { throwAway: true }),
    startRabbit(folder, { definitions: { vhosts: VHOSTS } }),
  ]);
  return { TEST_DATABASE_URL: postgres.url, TEST_AMQP_URL: rabbit.url };
}
