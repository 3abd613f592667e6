import { type DomainError, invalid, invalidField } from '#libs/errors';
import type { ImportRow } from './import.rules.js';

export interface Picking {
  /** E-mail or name, as the export has it. */
  person?: string | undefined;
  projects?: readonly string[] | undefined;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const personOf = ({ email, user }: ImportRow): string => email || user;
const isPicked = ({ project }: ImportRow, { projects }: Picking): boolean =>
  !projects || projects.some((picked) => same(picked, project));

/**
 * TS-5. Hours come in for one person. An export of several people, as far as its projects are picked, needs to be told
 * which: refused with their names.
 */
export function checkOnePerson(rows: readonly ImportRow[], picking: Picking): void {
  const people = [...new Set(rows.filter((row) => isPicked(row, picking)).map(personOf))];
  if (people.length <= 1 || picking.person !== undefined) return;
  throw invalid(
    'timesheet.import-several-people',
    `The export holds hours of ${people.length} people: say whose come in.`,
    {
      rule: 'TS-5',
      errors: [{ field: 'person', message: `must be one of ${people.slice(0, 10).join(', ')}` }],
    },
  );
}

/** TS-5. Why a row stays out, or undefined when it comes in. */
export function leftOut(row: ImportRow, picking: Picking): DomainError | undefined {
  const { person } = picking;
  if (person !== undefined && !same(row.email, person) && !same(row.user, person)) {
    return invalidField('timesheet.import-other-person', 'person', `is ${personOf(row)}`, 'TS-5');
  }
  if (!isPicked(row, picking)) {
    const project = row.project || 'rows without one';
    return invalidField('timesheet.import-other-project', 'projects', `do not have ${project}`, 'TS-5');
  }
  return undefined;
}

/** TS-5. The task a row belongs to, by its title on the board: one line of at most 200 characters. */
export const taskTitleOf = ({
  task,
  description,
  project,
}: Pick<ImportRow, 'task' | 'description' | 'project'>): string =>
  (task || description || project || 'Imported work')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
