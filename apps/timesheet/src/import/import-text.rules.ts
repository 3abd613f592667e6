import { DomainError, invalid } from '#libs/errors';
import { parse } from 'csv-parse/sync';

const largestFile = 5 * 1024 * 1024;
const mostRows = 10_000;
/** In characters: no export has a longer one, but a quote that never closes has. */
const longestRow = 100_000;
const delimiters = [',', ';', '\t'];

/** One row of the file as text. `line` is where it begins, counting every physical line from 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** What csv-parse gives with `info` and `raw`; its types don't say so. */
interface ParsedRow {
  record: string[];
  raw: string;
  info: { lines: number };
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  /** Where reading had to stop: a quote that never closes, or a row longer than any export has. */
  brokenFrom?: number;
}

/**
 * TS-5. Any export as text: UTF-8, or UTF-16 by its byte-order mark. Throws too-large `timesheet.import-too-large`
 * (over 5 MB), invalid `timesheet.import-not-text`.
 */
export function decodeExport(file: string | Uint8Array): string {
  if ((typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength) > largestFile) {
    throw new DomainError('timesheet.import-too-large', 'too-large', 'A file may have up to 5 MB.', { rule: 'TS-5' });
  }
  const text = typeof file === 'string' ? file : decodeBytes(file);
  if (text.includes('\0')) throw notText();
  return text.replace(/^\uFEFF/, '').toWellFormed();
}

function decodeBytes(bytes: Uint8Array): string {
  const mark = `${bytes[0]},${bytes[1]}`;
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw notText();
  }
}

const notText = () =>
  invalid('timesheet.import-not-text', 'The file is not text in UTF-8 or UTF-16: export it again as CSV.', {
    rule: 'TS-5',
  });

/**
 * TS-5. Splits the text of an export into its header and rows; empty rows are left out. Takes commas, semicolons or tabs,
 * whichever divides the header most. Throws too-large `timesheet.import-too-many-rows` (over 10,000).
 */
export function readCsv(text: string): CsvTable {
  // csv-parse counts a quoted CRLF as two lines; with one sort of line end its line numbers are the physical ones.
  const lines = text.replace(/\r\n?/g, '\n');
  let brokenFrom: number | undefined;
  const parsed = parse(lines, {
    delimiter: delimiterOf(lines),
    record_delimiter: '\n',
    info: true,
    raw: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    to: mostRows + 2,
    skip_records_with_error: true,
    on_skip: (error, raw) => {
      brokenFrom = firstLine(Number(error?.lines), raw ?? '');
      return undefined;
    },
  }) as unknown as ParsedRow[];
  if (parsed.length > mostRows + 1) throw tooManyRows();
  const [header, ...rows] = parsed.map(({ record, raw, info }) => ({
    line: firstLine(info.lines, raw),
    cells: record,
  }));
  return {
    header: header?.cells ?? [],
    rows: rows.filter((row) => row.cells.some((cell) => cell.trim() !== '')),
    brokenFrom,
  };
}

const tooManyRows = () =>
  new DomainError(
    'timesheet.import-too-many-rows',
    'too-large',
    `A file may have up to ${mostRows} rows: export a shorter period.`,
    { rule: 'TS-5' },
  );

/** csv-parse knows the line a row ends on, and its raw text with the line ends around it. */
const firstLine = (lastLine: number, raw: string): number => lastLine - raw.trim().split('\n').length + 1;

function delimiterOf(text: string): string {
  const header = (/^[^\n]+/m.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const cells = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, next) => (cells(next) > cells(best) ? next : best));
}
