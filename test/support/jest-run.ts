import { existsSync, readFileSync } from 'node:fs';
import { Child } from '../../deploy/local/child.js';
import type { DataFolder } from '../../deploy/local/folder.js';
import { root } from '../../deploy/local/paths.js';
import type { Level } from './levels.js';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Runs Jest once. A test file that can't even be loaded counts as one failed test, and so does a Jest that breaks. */
export async function runJest(
  folder: DataFolder,
  levels: Level[],
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<Tally> {
  const results = folder.at(`results-${levels.join('-')}.json`);
  const jest = await Child.start(folder, {
    name: 'jest',
    command: process.execPath,
    args: [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...['--json', '--outputFile', results, '--passWithNoTests', '--selectProjects', ...levels, ...args],
    ],
    cwd: root,
    env: { ...process.env, ...env },
    output: 'inherit',
  });
  const ending = await jest.exited;
  if (!existsSync(results)) {
    console.error(`Jest ended with ${ending} and no results.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const json = JSON.parse(readFileSync(results, 'utf8')) as JestResults;
  const failed = json.numFailedTests + json.numRuntimeErrorTestSuites;
  return {
    passed: json.numPassedTests,
    failed: failed === 0 && ending !== 'code 0' ? 1 : failed,
    skipped: json.numPendingTests + json.numTodoTests,
  };
}
