import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a generated file, or with `--check` on the command line compares it and sets exit code 1 when it has drifted.
 */
export async function writeOrCheck(path: string, content: string): Promise<void> {
  if (!process.argv.includes('--check')) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    console.log(`wrote ${path}`);
    return;
  }
  const committed = await readFile(path, 'utf8').catch(() => '');
  if (committed === content) return;
  console.error(`${path} has drifted: run npm run docs and commit it.`);
  process.exitCode = 1;
}
