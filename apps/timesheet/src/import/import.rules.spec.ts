import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DomainError } from '#libs/errors';
import { parseExport, type ImportOptions } from './import.rules.js';

const samples = new URL('../../../../test/fixtures/imports/', import.meta.url);
const sample = (name: string) => readFileSync(new URL(name, samples));
const berlin: ImportOptions = { timeZone: 'Europe/Berlin' };

/** `line minutes` of each row, `line code` of each refusal: what most tests are about. */
function outline(file: string | Uint8Array, options: ImportOptions = berlin) {
  const { tool, rows, refused } = parseExport(file, options);
  return {
    tool,
    rows: rows.map(({ line, day, minutes }) => `${line} ${day} ${minutes}`),
    refused: refused.map(({ line, reason }) => `${line} ${reason.code}`),
  };
}

const harvest = (...rows: string[]) => ['Date,Client,Project,Task,Notes,Hours', ...rows].join('\n');
const refusesFile = (code: string, kind = 'invalid') => expect.objectContaining({ code, kind });

describe('an export of Harvest (TS-5)', () => {
  it('with hours of 1,5 is 90 minutes on that day', () => {
    const { tool, rows, refused } = parseExport(
      harvest('2024-03-04,Blue Heron,Storefront,Review,"=cmd()","1,5"'),
      berlin,
    );
    expect({ tool, refused }).toEqual({ tool: 'harvest', refused: [] });
    expect(rows).toEqual([
      {
        line: 2,
        user: '',
        email: '',
        client: 'Blue Heron',
        project: 'Storefront',
        task: 'Review',
        description: '=cmd()',
        day: '2024-03-04',
        minutes: 90,
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('comes in with decimal commas, and zero hours are refused', () => {
    expect(outline(sample('harvest-comma.csv'))).toEqual({
      tool: 'harvest',
      rows: ['2 2026-03-02 450', '3 2026-03-03 1'],
      refused: ['4 timesheet.import-not-positive'],
    });
  });

  it('comes in with American dates, rounded hours beside the worked ones, and hours as a clock', () => {
    expect(outline(sample('harvest-us.csv'))).toEqual({
      tool: 'harvest',
      rows: ['2 2026-03-13 66', '3 2026-03-16 90', '4 2026-03-16 90'],
      refused: ['5 timesheet.import-bad-date'],
    });
    expect(parseExport(sample('harvest-us.csv'), berlin).rows[0]?.user).toBe('Ana Simic');
  });
});

describe('an export of Toggl Track (TS-5)', () => {
  it('comes in with its byte-order mark, CRLF, line ends inside quotes, and over midnight', () => {
    expect(outline(sample('toggl.csv'))).toEqual({
      tool: 'toggl',
      rows: ['2 2026-03-02 90', '4 2026-03-02 20', '6 2026-03-02 60', '7 2026-03-04 1575'],
      refused: ['3 timesheet.import-not-positive'],
    });
    const [first, second] = parseExport(sample('toggl.csv'), berlin).rows;
    expect(first).toMatchObject({
      user: 'Ana Šimić',
      email: 'ana.simic@example.org',
      client: 'Blue Heron',
      project: 'Storefront',
      task: 'Checkout',
      description: 'Basket total, with "coupons"',
      startedAt: new Date('2026-03-02T08:00:00Z'),
      endedAt: new Date('2026-03-02T09:30:29Z'),
    });
    expect(second?.description).toBe('Two lines:\nfirst and second');
  });

  it('comes in with moved and renamed columns and short durations', () => {
    expect(outline(sample('toggl-columns-moved.csv'))).toEqual({
      tool: 'toggl',
      rows: ['2 2026-03-05 18', '3 2026-03-05 1'],
      refused: [],
    });
  });

  it('needs no duration where start and end are there, nor an end date', () => {
    const file =
      'Description\tStart date\tStart time\tStop time\nNight\t2026-03-05\t23:00\t01:00\nUnfinished\t2026-03-05\t9:00\t';
    expect(outline(file)).toEqual({
      tool: 'toggl',
      rows: ['2 2026-03-05 120'],
      refused: ['3 timesheet.import-bad-duration'],
    });
  });
});

describe('an export of Clockify (TS-5)', () => {
  it('comes in with a 12-hour clock and month first, decided by a later date; breaks are no work', () => {
    expect(outline(sample('clockify-us.csv'))).toEqual({
      tool: 'clockify',
      rows: ['2 2026-03-02 195', '4 2026-03-02 30'],
      refused: ['3 timesheet.import-not-work'],
    });
  });

  it('comes in with semicolons and dots, through both clock changes', () => {
    expect(outline(sample('clockify-eu.csv'))).toEqual({
      tool: 'clockify',
      rows: ['2 2026-03-25 13', '4 2026-10-25 90'],
      refused: ['3 timesheet.import-skipped-hour'],
    });
  });

  it('asks for the date order when no date decides, and takes the answer', () => {
    const file = sample('clockify-undecided.csv');
    expect(() => parseExport(file, berlin)).toThrow(refusesFile('timesheet.import-date-order'));
    expect(outline(file, { ...berlin, dateOrder: 'mdy' }).rows).toEqual(['2 2026-03-02 60']);
    expect(outline(file, { ...berlin, dateOrder: 'dmy' }).rows).toEqual(['2 2026-02-03 60']);
  });
});

describe('fingerprints (TS-5)', () => {
  const prints = (file: string | Uint8Array, options = berlin) =>
    parseExport(file, options).rows.map(({ fingerprint }) => fingerprint);

  it('are the same for the same file again, in another zone, encoding or line end', () => {
    const text = sample('toggl.csv').toString();
    expect(prints(sample('toggl.csv'), { timeZone: 'America/New_York' })).toEqual(prints(text));
    expect(prints(Buffer.from(text, 'utf16le'))).toEqual(prints(text));
    expect(prints(Buffer.from(text, 'utf16le').swap16())).toEqual(prints(text));
    expect(prints(text.replaceAll('\r\n', '\r'))).toEqual(prints(text));
  });

  it('tell identical rows of one file apart, and are the same in a longer export', () => {
    const row = '2024-03-04,Blue Heron,Storefront,Review,,1';
    const [first, second] = prints(harvest(row, row));
    expect(second).not.toBe(first);
    expect(prints(harvest('2024-03-01,,Learning,,,2', row, row))).toEqual(expect.arrayContaining([first, second]));
  });

  it('differ as soon as one field differs', () => {
    const row = ['2024-03-04', 'Blue Heron', 'Storefront', 'Review', 'note', '1'];
    const others = row.map((_, changed) => row.with(changed, changed === 0 ? '2024-03-05' : changed === 5 ? '2' : 'x'));
    const all = prints(harvest(...[row, ...others].map((cells) => cells.join(','))));
    expect(new Set(all).size).toBe(7);
  });
});

describe('rows that are refused, each with its line (TS-5)', () => {
  it.each([
    ['2024-02-30,,P,,,1', 'timesheet.import-bad-date'],
    ['2024-03-04,,P,,,soon', 'timesheet.import-bad-duration'],
    ['2024-03-04,,P,,,"1,234"', 'timesheet.import-bad-duration'],
    ['2024-03-04,,P,,,', 'timesheet.import-bad-duration'],
    ['2024-03-04,,P,,,-1', 'timesheet.import-not-positive'],
    ['2024-03-04,,P,,1', 'timesheet.import-broken-row'],
    ['2024-03-04,,P,,,1,2', 'timesheet.import-broken-row'],
  ])('%s with %s, and the good ones are kept', (row, code) => {
    expect(outline(harvest('', row, ',,,,,', '2024-03-04,,P,,,1'))).toEqual({
      tool: 'harvest',
      rows: ['5 2024-03-04 60'],
      refused: [`3 ${code}`],
    });
  });

  it('a reason names the cell, not all of a long one', () => {
    const { refused } = parseExport(harvest(`2024-03-04,,P,,,${'1'.repeat(5000)}`), berlin);
    expect(refused[0]?.reason.message).toBe(`"${'1'.repeat(30)}…" is no clear duration.`);
  });

  it('a bad time of day', () => {
    const file = 'Start date,Start time,End time,Duration\n2024-03-04,25:00,26:00,1:00';
    expect(outline(file).refused).toEqual(['2 timesheet.import-bad-time']);
  });

  it('a quote that never closes, with the rows before it kept', () => {
    expect(outline(harvest('2024-03-04,,P,,,1', '2024-03-04,,P,,"oh,1', '2024-03-04,,P,,,1'))).toEqual({
      tool: 'harvest',
      rows: ['2 2024-03-04 60'],
      refused: ['3 timesheet.import-broken-row'],
    });
  });

  it('empty columns at the end are nothing', () => {
    expect(outline(harvest('2024-03-04,,P,,,1,,')).rows).toEqual(['2 2024-03-04 60']);
  });
});

describe('files that are refused (TS-5)', () => {
  const many = (count: number) => harvest(...Array<string>(count).fill('2024-03-04,,P,,,1'));

  it.each([
    ['an empty file', '', 'timesheet.import-unknown-format'],
    ['another table', 'Name,Age\nAna,30', 'timesheet.import-unknown-format'],
    ['a translated header', 'Datum,Kunde,Projekt,Stunden\n', 'timesheet.import-unknown-format'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1), 'timesheet.import-not-text'],
    ['half a UTF-16 character', Uint8Array.of(255, 254, 65), 'timesheet.import-not-text'],
  ])('%s', (_, file, code) => expect(() => parseExport(file, berlin)).toThrow(refusesFile(code)));

  it('a header of another tool than the one that was named', () => {
    expect(() => parseExport(harvest(), { ...berlin, tool: 'toggl' })).toThrow(
      refusesFile('timesheet.import-unknown-format'),
    );
  });

  it('over 5 MB or 10,000 rows', () => {
    expect(() => parseExport('x'.repeat(5 * 1024 * 1024 + 1), berlin)).toThrow(
      refusesFile('timesheet.import-too-large', 'too-large'),
    );
    expect(() => parseExport(many(10_001), berlin)).toThrow(refusesFile('timesheet.import-too-many-rows', 'too-large'));
    expect(parseExport(many(10_000), berlin).rows).toHaveLength(10_000);
  });

  it('whatever the text is, each row comes in once, as work or as a refusal, or the file is refused by name', () => {
    const cell = fc.oneof(
      fc.constantFrom('2024-03-04', '04/03/2024', '25.03.2024', '1:30', '1,5', '"', 'Q"uote', 'a,b', '=1', ' ', '\n'),
      fc.string(),
    );
    const quoted = cell.map((text) => `"${text.replaceAll('"', '""')}"`);
    const row = fc.array(fc.oneof(cell, quoted), { minLength: 5, maxLength: 7 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (lines) => {
        try {
          const file = harvest(...lines);
          const { rows, refused } = parseExport(file, berlin);
          const places = [...rows, ...refused].map(({ line }) => line);
          expect(new Set(places).size).toBe(places.length);
          expect(places.every((line) => line > 1 && line <= file.split(/\r\n?|\n/).length)).toBe(true);
          expect(rows.every(({ minutes }) => minutes > 0 && Number.isSafeInteger(minutes))).toBe(true);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
