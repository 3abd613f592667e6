import { type DomainError, invalid, invalidField } from '#libs/errors';
import type { ImportRow } from './import.rules.js';

export interface Picking {
  /** E-mail or name, as the export has it. */
  person?: string | undefined;
  projects?: readonly string[] | undefined;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const personOf = ({ email, user }: ImportRow): string => email || user;

/**
 * TS-5. Hours come in for one person. An export of several people needs to be told which: refused with their names.
 */
export function checkOnePerson(rows: readonly ImportRow[], { person }: Picking): void {
  const people = [...new Set(rows.map(personOf))];
  if (people.length <= 1 || person !== undefined) return;
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
export function leftOut(row: ImportRow, { person, projects }: Picking): DomainError | undefined {
  if (person !== undefined && !same(row.email, person) && !same(row.user, person)) {
    return invalidField('timesheet.import-other-person', 'person', `is ${personOf(row)}`, 'TS-5');
  }
  if (projects && !projects.some((project) => same(project, row.project))) {
    return invalidField(
      'timesheet.import-other-project',
      'projects',
      `do not have ${row.project || 'rows without one'}`,
      'TS-5',
    );
  }
  return undefined;
}

/** The task a row belongs to, by the title it has on the board. */
export const taskTitleOf = ({ task, description, project }: ImportRow): string =>
  (task || description || project || 'Imported work').slice(0, 200);
