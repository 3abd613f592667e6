// `npm run check`: everything that can be said about a change without servers, in seconds. Prints what failed, in full.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const own = (path) => join(root, 'node_modules', path);

const checks = [
  {
    name: 'unit tests',
    args: [
      ...'--experimental-vm-modules --disable-warning=ExperimentalWarning'.split(' '),
      own('jest/bin/jest.js'),
      '--selectProjects',
      'unit',
      '--silent',
    ],
  },
  { name: 'types', args: [own('typescript7/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'] },
  { name: 'lint', args: [own('oxlint/bin/oxlint')] },
  {
    name: 'boundaries',
    args: [
      own('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--cache',
      '--cache-strategy',
      'content',
      'apps',
      'libs',
      'deploy',
      'test',
    ],
  },
  { name: 'format', args: [own('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level', 'warn', '.'] },
  { name: 'dead code', args: [own('knip/bin/knip.js')] },
];

const failed = [];
const queue = [...checks];
await Promise.all([worker(), worker()]);
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) await run(check);
}

async function run({ name, args }) {
  const began = Date.now();
  const { code, output } = await outputOf(args);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code === 0) return;
  failed.push(name);
  console.log(output);
}

function outputOf(args) {
  const child = spawn(bin('node'), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
