import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Configuration {
  forbidden: { name: string }[];
}

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[] };
}

const root = join(import.meta.dirname, '..');
const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const configuration = join(root, '.dependency-cruiser.mjs');

describe('the boundary check, on a workspace made of crossings', () => {
  let crossings: { rule: string; from: string }[];

  beforeAll(async () => {
    const args = ['--config', configuration, '--output-type', 'json', 'apps', 'libs', 'deploy'];
    const cwd = join(root, 'test', 'fixtures', 'boundaries');
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { cwd });
    const { summary } = JSON.parse(stdout) as Report;
    crossings = summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });

  it.each([
    ['apps-never-import-apps', 'apps/payments/src/hours.ts'],
    ['apps-never-import-deploy', 'apps/timesheet/src/place.ts'],
    ['contracts-import-nothing', 'libs/contracts/src/index.ts'],
    ['everything-resolves', 'apps/timesheet/src/nowhere.ts'],
    ['libs-by-their-index', 'apps/timesheet/src/cent.ts'],
    ['libs-by-their-index-among-themselves', 'libs/contracts/src/inside.ts'],
    ['libs-never-import-apps', 'libs/money/src/upwards.ts'],
    ['no-cycles', 'libs/money/src/egg.ts'],
    ['no-development-packages-in-services', 'apps/timesheet/src/tool.ts'],
    ['no-test-code-in-services', 'apps/timesheet/src/proof.ts'],
    ['rules-are-pure', 'apps/timesheet/src/lock.rules.ts'],
    ['rules-use-pure-libraries', 'apps/timesheet/src/week.rules.ts'],
  ])('%s is broken by %s', (rule, from) => {
    expect(crossings).toContainEqual({ rule, from });
  });

  it('breaks every rule there is', async () => {
    const { forbidden } = ((await import(configuration)) as { default: Configuration }).default;
    const broken = new Set(crossings.map(({ rule }) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  it('finds nothing wrong in a file that keeps to them', () => {
    expect(crossings.map(({ from }) => from)).not.toContain('libs/money/src/index.ts');
  });
});
