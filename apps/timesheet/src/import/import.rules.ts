import { createHash } from 'node:crypto';
import { DomainError } from '#libs/errors';
import { readHeader, type CellReader, type Tool } from './import-columns.rules.js';
import { detectDateOrder, type DateOrder } from './import-date.rules.js';
import { readRow, type ImportedWork } from './import-row.rules.js';
import { decodeExport, readCsv, type CsvRow } from './import-text.rules.js';

export interface ImportOptions {
  /** Detected by the header when left out. */
  tool?: Tool;
  /** Needed when no date of the file tells the day from the month. */
  dateOrder?: DateOrder;
  /** The exports say what the clock on the wall showed; this is the wall's zone (IANA). */
  timeZone: string;
}

export interface ImportRow extends ImportedWork {
  /** The physical line of the file the row begins on, counting from 1. */
  line: number;
  /** The same for the same work in any export of the tool; the second of two identical rows has its own. */
  fingerprint: string;
}

export interface RefusedRow {
  line: number;
  reason: { code: string; message: string };
}

export interface ParsedExport {
  tool: Tool;
  rows: ImportRow[];
  refused: RefusedRow[];
}

/**
 * TS-5. A detailed CSV export of Toggl Track, Clockify or Harvest comes in as it is: each row becomes work or a refusal
 * with its line and reason, and the good ones are kept. A Harvest row `2024-03-04,…,"1,5"` is 90 minutes on that day.
 * Throws for the whole file: too-large `timesheet.import-too-large` (5 MB), `timesheet.import-too-many-rows` (10,000);
 * invalid `timesheet.import-not-text`, `timesheet.import-unknown-format`, `timesheet.import-date-order`.
 */
export function parseExport(
  file: string | Uint8Array,
  { tool: expected, dateOrder, timeZone }: ImportOptions,
): ParsedExport {
  const { header, rows, brokenFrom } = readCsv(decodeExport(file));
  const { tool, cell } = readHeader(header, expected);
  const reading = { cell, dateOrder: dateOrder ?? detectDateOrder(datesOf(rows, cell)), timeZone };
  const fingerprint = fingerprints(tool);

  const parsed: ParsedExport = { tool, rows: [], refused: [] };
  const refuse = (line: number, message: string, code = 'timesheet.import-broken-row') =>
    parsed.refused.push({ line, reason: { code, message } });

  for (const { line, cells } of rows) {
    if (!isWhole(cells, header)) {
      refuse(line, `The row has ${cells.length} columns, the header has ${header.length}.`);
      continue;
    }
    try {
      const { work, identity } = readRow(cells, reading);
      parsed.rows.push({ line, ...work, fingerprint: fingerprint(identity) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refuse(line, error.detail, error.code);
    }
  }
  if (brokenFrom) refuse(brokenFrom, 'The row has a quote that never closes, or no end: nothing after it was read.');
  return parsed;
}

const datesOf = (rows: CsvRow[], cell: CellReader): string[] =>
  rows.flatMap(({ cells }) => [cell(cells, 'startDate'), cell(cells, 'endDate'), cell(cells, 'createdOn')]);

/** Spreadsheets add empty columns at the end; any other difference means that the row's columns have moved. */
const isWhole = (cells: string[], header: string[]): boolean =>
  cells.length >= header.length && cells.slice(header.length).every((cell) => cell.trim() === '');

/** One export may hold the same row twice, both worked: their ordinals tell them apart, the same way every time. */
function fingerprints(tool: Tool): (identity: string) => string {
  const seen = new Map<string, number>();
  return (identity) => {
    const ordinal = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, ordinal);
    return createHash('sha256')
      .update(JSON.stringify([tool, identity, ordinal]))
      .digest('hex');
  };
}
