import { readFileSync } from 'node:fs';

/** A process by its number and its birth, so that a number given to somebody else later is never taken for ours. */
export interface Identity {
  pid: number;
  birth: string;
}

export function identityOf(pid: number): Identity {
  return { pid, birth: birthOf(pid) ?? 'gone' };
}

export function isAlive({ pid, birth }: Identity): boolean {
  return birthOf(pid) === birth;
}

/** Boot of the machine and start of the process in clock ticks (field 22 of /proc/<pid>/stat); undefined when dead. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, the name in brackets, may hold blanks and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}
