import { invalid } from '#libs/errors';

export const tools = ['toggl', 'clockify', 'harvest'] as const;
export type Tool = (typeof tools)[number];

type Field =
  | 'user'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'client'
  | 'project'
  | 'task'
  | 'description'
  | 'startDate'
  | 'startTime'
  | 'endDate'
  | 'endTime'
  | 'duration'
  | 'decimalHours'
  | 'kind'
  | 'createdOn';

interface Format {
  /** The names a tool has given each column over the years, the preferred one first, in lower case. */
  columns: Partial<Record<Field, string[]>>;
  /** The header must have one column of each group. */
  needs: Field[][];
}

const common = { email: ['email'], client: ['client'], project: ['project'], task: ['task'] };
const interval = {
  startDate: ['start date'],
  startTime: ['start time'],
  endDate: ['end date', 'stop date'],
  endTime: ['end time', 'stop time'],
};

/** In the order of detection: the most telling header first. */
const formats: Record<Tool, Format> = {
  clockify: {
    columns: {
      ...common,
      ...interval,
      user: ['user'],
      description: ['description'],
      duration: ['duration (h)'],
      decimalHours: ['duration (decimal)'],
      kind: ['type'],
      createdOn: ['date of creation'],
    },
    needs: [['startDate'], ['duration', 'decimalHours']],
  },
  harvest: {
    columns: {
      ...common,
      firstName: ['first name'],
      lastName: ['last name'],
      description: ['notes'],
      startDate: ['date'],
      // The hours worked; the rounded ones are how Harvest would have billed them.
      duration: ['hours', 'hours rounded'],
    },
    needs: [['startDate'], ['duration'], ['client'], ['project']],
  },
  toggl: {
    columns: {
      ...common,
      ...interval,
      user: ['user', 'member'],
      description: ['description'],
      duration: ['duration'],
    },
    needs: [['startDate'], ['startTime'], ['duration', 'endTime']],
  },
};

/** Reads one cell of a row by what it means; `''` when the file has no such column. */
export type CellReader = (cells: string[], field: Field) => string;

/**
 * TS-5. Tells the tool by the header alone, whatever the order of its columns and whichever optional ones are missing
 * or more. Throws invalid `timesheet.import-unknown-format`, also when the header isn't one of the `expected` tool.
 */
export function readHeader(header: string[], expected?: Tool): { tool: Tool; cell: CellReader } {
  const names = header.map((name) => name.replace(/\s+/g, ' ').trim().toLowerCase());
  const candidates = expected ? [expected] : (Object.keys(formats) as Tool[]);
  const tool = candidates.find((candidate) => fits(formats[candidate], names));
  if (!tool) throw unknownFormat(expected);

  const { columns } = formats[tool];
  const positions = new Map<Field, number>();
  for (const field of Object.keys(columns) as Field[]) positions.set(field, positionOf(columns[field], names));
  return { tool, cell: (cells, field) => clean(cells[positions.get(field) ?? -1] ?? '') };
}

const positionOf = (aliases: string[] = [], names: string[]): number =>
  names.indexOf(aliases.find((alias) => names.includes(alias)) ?? '\0');

const fits = ({ columns, needs }: Format, names: string[]): boolean =>
  needs.every((group) => group.some((field) => positionOf(columns[field], names) >= 0));

/** Text stays text, formulas too; only control characters go, and white space around it. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();

function unknownFormat(expected?: Tool) {
  const names = { toggl: 'Toggl Track', clockify: 'Clockify', harvest: 'Harvest' };
  const what = expected ? names[expected] : 'Toggl Track, Clockify or Harvest';
  return invalid(
    'timesheet.import-unknown-format',
    `The first line has not the columns of a detailed CSV export of ${what}, in English.`,
    { rule: 'TS-5', facts: { tools } },
  );
}
