import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the repository, whether this runs from `dist` or from source. */
export const root = rootAbove(import.meta.dirname);

/** A compiled program by its source path without extension, e.g. `apps/gateway/src/main`. */
export function compiled(source: string): string {
  return join(root, 'dist', `${source}.js`);
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}
