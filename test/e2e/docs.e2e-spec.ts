import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const node = (...args: string[]): Promise<{ stdout: string; stderr: string }> => run(process.execPath, args);

describe('the generated documents', () => {
  it('are what the code says now (rules, messages, AsyncAPI, broker definitions, OpenAPI)', async () => {
    const { stderr } = await node('dist/deploy/ops/generate-docs.js', '--check');
    expect(stderr).not.toContain('drifted');
  });

  it('GW-1: the OpenAPI document lints clean', async () => {
    const { stdout, stderr } = await node('node_modules/@redocly/cli/bin/cli.js', 'lint', 'shoreline');
    expect(stdout + stderr).toMatch(/valid/i);
  });
});
