import { Child } from '../../../deploy/local/child.js';
import { compiled } from '../../../deploy/local/paths.js';
import type { Ground } from './ground.js';

/** Starts `test/bench/<program>` as a process of its own, as the launcher starts a service. */
export function startProcess({ folder }: Ground, program: string, env: Record<string, string>): Promise<Child> {
  return Child.start(folder, {
    name: program.replaceAll('/', '-'),
    command: process.execPath,
    args: ['--enable-source-maps', compiled(`test/bench/${program}`)],
    env: { ...(process.env.PATH && { PATH: process.env.PATH }), ...env },
  });
}

export const stopAll = (children: readonly Child[]): Promise<unknown> =>
  Promise.all(children.map((child) => child.stop()));
