import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.js';

const Env = z.object({
  DATABASE_URL: z.url(),
  HEALTH_PORT: z.coerce.number().int().default(8080),
  SHORELINE_CLOCK: z.enum(['system', 'manual']).optional(),
});
const url = 'postgres://app:s3cret@localhost/shoreline';

describe('loadConfig', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const secret = (content: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return path;
  };
  const problemsOf = (env: Record<string, string>): readonly string[] => {
    try {
      loadConfig(Env, env);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
    }
    return [];
  };

  it('answers typed values with their defaults, frozen', () => {
    const config = loadConfig(Env, { DATABASE_URL: url, SHORELINE_CLOCK: '', UNRELATED: 'x' });
    expect(config).toEqual({ DATABASE_URL: url, HEALTH_PORT: 8080 });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reads a secret from the file that NAME_FILE names, without its trailing newline', () => {
    expect(loadConfig(Env, { DATABASE_URL_FILE: secret(`${url}\n`) }).DATABASE_URL).toBe(url);
  });

  it('names every bad variable at once', () => {
    expect(problemsOf({ DATABASE_URL: 'x', HEALTH_PORT: 'many', SHORELINE_CLOCK: 'sundial' })).toEqual([
      expect.stringMatching(/^DATABASE_URL: /),
      expect.stringMatching(/^HEALTH_PORT: /),
      expect.stringMatching(/^SHORELINE_CLOCK: /),
    ]);
  });

  it('never shows a value', () => {
    const path = secret('postgres://user:pa ss@[');
    expect(problemsOf({ DATABASE_URL: 'hunter2', SHORELINE_CLOCK: 'hunter2' }).join()).not.toContain('hunter2');
    expect(problemsOf({ DATABASE_URL_FILE: path }).join()).not.toContain('pa ss');
  });

  it('refuses a variable given twice, and a file that is not there', () => {
    expect(problemsOf({ DATABASE_URL: url, DATABASE_URL_FILE: secret(url) })).toEqual([
      'DATABASE_URL: given twice, here and as DATABASE_URL_FILE',
    ]);
    expect(problemsOf({ DATABASE_URL_FILE: join(folder, 'none') })).toEqual([
      "DATABASE_URL: the file named by DATABASE_URL_FILE can't be read (ENOENT)",
    ]);
  });
});
