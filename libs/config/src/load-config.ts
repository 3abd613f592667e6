import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Env = Record<string, string | undefined>;

/** The process can't start: every bad variable with its reason, never with its value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the variables named in `schema` from `env`, typed and frozen. Any NAME may come as NAME_FILE, the path of a
 * secret file whose trailing newline is dropped. An empty variable counts as absent.
 * Throws ConfigError that names every bad variable at once.
 */
export function loadConfig<S extends z.ZodObject>(schema: S, env: Env = process.env): Readonly<z.output<S>> {
  const problems = new Map<string, string>();
  const values: Env = {};
  for (const name of Object.keys(schema.shape)) {
    try {
      values[name] = valueOf(name, env);
    } catch (error) {
      problems.set(name, (error as Error).message);
    }
  }
  const parsed = schema.safeParse(values);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0] ?? 'configuration');
    if (!problems.has(name)) problems.set(name, message);
  }
  if (!parsed.success || problems.size) throw new ConfigError([...problems].map(([name, why]) => `${name}: ${why}`));
  return Object.freeze(parsed.data);
}

function valueOf(name: string, env: Env): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  if (env[name]) throw new Error(`given twice, here and as ${name}_FILE`);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`the file named by ${name}_FILE can't be read (${code})`, { cause: error });
  }
}
