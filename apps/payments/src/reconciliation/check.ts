import type { EntityManager } from 'typeorm';

/** What the timesheet says was ever approved, by placement. */
export interface ApprovedTotal {
  placementId: string;
  lines: number;
  minutes: number;
}

export interface Finding {
  /** How many things were looked at. */
  counted: number;
  /** How many of them wait for a person: not wrong, but open. */
  waiting?: number;
  /** Each in one sentence; empty when all is right. */
  differences: string[];
}

/** PM-12. One thing that must be true, recounted from the rows. */
export interface Check {
  name: string;
  rule: string;
  find: (on: EntityManager) => Promise<Finding>;
}

/** Enough to see what is wrong. */
const mostDifferences = 50;

/** A check that is one query for what is wrong, each row a sentence, and one for how much there is. */
export const sqlCheck = (check: {
  name: string;
  rule: string;
  counted: string;
  waiting?: string;
  wrong: string;
}): Check => ({
  name: check.name,
  rule: check.rule,
  async find(on) {
    const [counted, waiting] = [await count(on, check.counted), check.waiting && (await count(on, check.waiting))];
    const rows = await on.query<{ difference: string }[]>(`${check.wrong} limit ${mostDifferences}`);
    return {
      ...{ counted, ...(typeof waiting === 'number' && { waiting }) },
      differences: rows.map(({ difference }) => difference),
    };
  },
});

async function count(on: EntityManager, what: string): Promise<number> {
  const [row] = await on.query<{ n: number }[]>(`select count(*)::integer as n from ${what}`);
  return row?.n ?? 0;
}

/** A check that looks at every row, page by page: `page` gives the rows after the last one it gave. */
export async function everyRow<T>(
  page: (after: T | undefined) => Promise<T[]>,
  wrongWith: (row: T) => string[],
): Promise<Finding> {
  const finding: Finding = { counted: 0, differences: [] };
  for (let rows = await page(undefined); rows.length; rows = await page(rows.at(-1))) {
    finding.counted += rows.length;
    for (const row of rows)
      if (finding.differences.length < mostDifferences) finding.differences.push(...wrongWith(row));
  }
  return finding;
}
