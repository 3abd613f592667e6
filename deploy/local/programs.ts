import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The full path of a program in PATH or in one of the usual places (looked at first when `usualFirst`). */
export function findProgram(name: string, usual: string[] = [], usualFirst = false): string | undefined {
  const inPath = (process.env.PATH ?? '').split(delimiter);
  const folders = usualFirst ? [...usual, ...inPath] : [...inPath, ...usual];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
