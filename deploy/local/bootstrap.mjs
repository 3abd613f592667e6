// The first step of `npm start` and `npm test`: plain JavaScript without dependencies, for the Node that is there (20 or
// newer). It installs what is missing, builds what is stale and hands over to the Node 24 that npm installed.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const stamp = join(root, 'dist', '.built');
const sources = [
  'apps',
  'libs',
  'deploy',
  'test',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/**
 * Runs a compiled program and ends with its exit code.
 * @param {string} program source path without extension, e.g. `deploy/local/start`
 * @param {{ partial?: boolean }} [options] partial: type errors are shown, but do not stop it
 */
export async function bootstrap(program, { partial = false } = {}) {
  if (!isInstalled()) {
    console.log('Installing what package-lock.json names (npm ci, about a minute) …');
    await must(npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']), 'npm ci failed');
  }
  if (isStale()) {
    console.log('Building …');
    const built = await build();
    if (!built && !partial) fail('The build failed: see the errors above.');
  }
  await handOver(join(root, 'dist', `${program}.js`), process.argv.slice(2));
}

/** Compiles into dist, incrementally. Answers whether there was no error. */
export async function build() {
  const started = new Date();
  const tsc = join(root, 'node_modules', 'typescript7', 'bin', 'tsc');
  const code = await run(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')]);
  if (code === 0) writeFileSync(stamp, started.toISOString());
  return code === 0;
}

/** Compares what npm wrote down in node_modules with the lock file; optional packages may be left out by npm. */
function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { packages: present } = JSON.parse(readFileSync(hidden, 'utf8'));
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const there = present[path]?.version;
    return path === '' || there === version || (there === undefined && (optional || devOptional));
  });
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = Date.parse(readFileSync(stamp, 'utf8'));
  return sources.some((path) => newest(join(root, path)) > built);
}

/** Latest change under a path; a folder's own time counts too, as it moves when a file is removed. */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

async function handOver(program, args) {
  const own = join(root, 'node_modules', '.bin', 'node');
  const node = existsSync(own) ? own : process.execPath;
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  process.exit(await run(node, ['--enable-source-maps', program, ...args], { stdio }));
}

function npm(args) {
  const cli = process.env.npm_execpath;
  return cli ? run(process.execPath, [cli, ...args]) : run('npm', args);
}

/** Answers the exit code. The child hears every signal that we hear, and a SIGTERM when npm itself is killed. */
function run(command, args, options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }) {
  const child = spawn(command, args, options);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  const parent = process.ppid;
  const orphaned = () => process.env.npm_lifecycle_event && process.ppid !== parent;
  const watch = setInterval(() => orphaned() && child.kill('SIGTERM'), 1_500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, pass);
  });
}

async function must(running, complaint) {
  if ((await running) !== 0) fail(complaint);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
