import { existsSync, readFileSync } from 'node:fs';
import {
  commitImport,
  getImport,
  getTask,
  listEntries,
  listTasks,
  previewImport,
  removeEntry,
  submitSheet,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { aBoard, anAdmin, anAe, someHours, aTask, type TestBoard } from '../test-support/builders.js';
import { startTimesheet } from '../test-support/timesheet.js';
import { refused, refusedAs } from '../test-support/refusals.js';

const samples = new URL('../../../../test/fixtures/imports/', import.meta.url);
const sample = (name: string): string => readFileSync(new URL(name, samples), 'utf8');
// Exports written by the tools themselves stand beside the repository, not in it: a clone alone skips these.
const realOnes = new URL('../../../../../shared/fixtures/', import.meta.url);
const whereTheyAre = existsSync(realOnes) ? describe : describe.skip;

describe('TS-5: an import', () => {
  let test: TestService;
  let board: TestBoard;
  beforeAll(async () => {
    test = await startTimesheet('2026-11-20T18:00:00Z');
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    board = await aBoard(test);
  });

  const preview = (file: string, options: object = {}, on = board) =>
    test.ask(previewImport, on.expert, { placementId: on.placementId, import: { file, ...options } });
  const commit = (id: string, on = board) => test.ask(commitImport, on.expert, { id });
  type Import = Awaited<ReturnType<typeof preview>>;
  /** `line outcome`, with the code of a refusal. */
  const outline = ({ rows }: Import) => rows.map(({ line, outcome, code }) => `${line} ${code ?? outcome}`);
  const entries = async (on = board) =>
    (await test.ask(listEntries, on.expert, { placementId: on.placementId, limit: 100 })).items;
  const harvest = (...rows: string[]) =>
    ['Date,Client,Project,Task,Notes,Hours,First Name,Last Name', ...rows].join('\n');

  it('shows what a commit will do, writes nothing, and then does just that', async () => {
    const shown = await preview(sample('toggl.csv'));
    expect(shown).toMatchObject({ tool: 'toggl', state: 'previewed', committedAt: null });
    expect(outline(shown)).toEqual([
      '2 new',
      '3 timesheet.import-not-positive',
      '4 new',
      '6 new',
      '7 timesheet.too-long',
    ]);
    expect(shown.rows[0]).toEqual({
      line: 2,
      outcome: 'new',
      day: '2026-03-02',
      minutes: 90,
      task: 'Checkout',
      note: 'Basket total, with "coupons"',
      code: null,
      reason: null,
      entryIds: [],
    });
    expect(shown.rows[1]).toMatchObject({ day: null, reason: '"00:00:00" is no time worked.' });
    expect(shown.counts).toEqual({ new: 3, known: 0, added: 0, refused: 2 });
    expect(shown.newTasks).toEqual(['Checkout', 'Two lines: first and second', '=1+2']);
    expect(await entries()).toEqual([]);
    expect((await test.ask(listTasks, board.client, board)).items).toEqual([]);
    expect(await test.query('select from sheets where placement_id = $1', [board.placementId])).toEqual([]);

    const done = await commit(shown.id);
    expect(done).toMatchObject({ state: 'committed', counts: { new: 0, known: 0, added: 3, refused: 2 } });
    expect(done.newTasks).toEqual(shown.newTasks);
    const as =
      (outcome: string) =>
      ({ rows }: Import) =>
        rows.map((row) => ({ ...row, entryIds: [], outcome: row.outcome === outcome ? 'good' : row.outcome }));
    expect(as('added')(done)).toEqual(as('new')(shown));
    expect((await entries()).map(({ day, minutes, taskTitle, source }) => [day, minutes, taskTitle, source])).toEqual([
      ['2026-03-02', 90, 'Checkout', 'import'],
      ['2026-03-02', 20, 'Two lines: first and second', 'import'],
      ['2026-03-02', 30, '=1+2', 'import'],
      ['2026-03-03', 30, '=1+2', 'import'],
    ]);
    expect((await entries()).map(({ id }) => id)).toEqual(done.rows.flatMap(({ entryIds }) => entryIds));
    expect(await test.ask(getImport, board.expert, { id: done.id })).toEqual(done);
  });

  it.each([
    ['toggl-columns-moved.csv', {}, ['2 new', '3 new'], 19],
    ['clockify-us.csv', {}, ['2 new', '3 timesheet.import-not-work', '4 new'], 225],
    ['clockify-eu.csv', {}, ['2 new', '3 timesheet.import-skipped-hour', '4 new'], 103],
    ['clockify-undecided.csv', { dateOrder: 'mdy' }, ['2 new'], 60],
    ['harvest-comma.csv', {}, ['2 new', '3 new', '4 timesheet.import-not-positive'], 451],
    ['harvest-us.csv', {}, ['2 new', '3 new', '4 new', '5 timesheet.import-bad-date'], 246],
  ])(
    'of %s with %j keeps the good rows, and names line and reason of the others',
    async (name, options, lines, minutes) => {
      const shown = await preview(sample(name), options);
      expect(outline(shown)).toEqual(lines);
      for (const { outcome, reason } of shown.rows) if (outcome === 'refused') expect(reason).toMatch(/\w+/);
      await commit(shown.id);
      expect((await entries()).reduce((sum, entry) => sum + entry.minutes, 0)).toBe(minutes);
    },
  );

  whereTheyAre('of a real export', () => {
    it('of each of the three tools', async () => {
      const old = await aBoard(test, { startsOn: '2024-01-01', timeZone: 'Europe/Vienna' });
      const take = async (name: string, options: object = {}) => {
        const shown = await preview(readFileSync(new URL(name, realOnes), 'utf8'), options, old);
        return outline(await commit(shown.id, old));
      };
      expect(await take('toggl-detailed-export.csv')).toEqual(['2 timesheet.import-not-positive', '3 added']);
      expect(await take('harvest-detailed-export.csv')).toEqual(['2 added', '3 added']);
      // The same hour as Toggl's: another tool's export of it is a double booking.
      const clockify = await take('clockify-detailed-export.csv', { dateOrder: 'mdy' });
      expect(clockify).toEqual(['2 timesheet.import-not-positive', '3 timesheet.overlap']);
      expect(await take('toggl-detailed-export.csv')).toEqual(['2 timesheet.import-not-positive', '3 known']);
    });
  });

  it('adds nothing the second time: the same commit, the same file, or a longer export of it', async () => {
    const file = sample('harvest-us.csv');
    const { id } = await preview(file);
    const done = await commit(id);
    expect(await commit(id)).toEqual(done);
    const again = await preview(file);
    expect(outline(again)).toEqual(['2 known', '3 known', '4 known', '5 timesheet.import-bad-date']);
    expect(again.newTasks).toEqual([]);
    await commit(again.id);
    expect(await entries()).toHaveLength(3);
    const [, , , , broken] = file.split('\n');
    const longer = file.replace(broken!, file.split('\n')[1]!.replace('03/13/2026', '03/18/2026'));
    expect(outline(await commit((await preview(longer)).id))).toEqual(['2 known', '3 known', '4 known', '5 added']);
  });

  it('adds nothing when two previews of one file are committed at once', async () => {
    const previews = [await preview(sample('harvest-us.csv')), await preview(sample('harvest-us.csv'))];
    const [one, two] = await Promise.all(previews.map(({ id }) => commit(id)));
    expect([one, two].map((done) => done!.counts.added).toSorted((a, b) => a - b)).toEqual([0, 3]);
    expect(await entries()).toHaveLength(3);
  });

  it('does not bring back what the expert removed since', async () => {
    const { id } = await preview(sample('harvest-us.csv'));
    const [row] = (await commit(id)).rows;
    await test.ask(removeEntry, board.expert, { id: row!.entryIds[0]!, version: 1 });
    expect(outline(await preview(sample('harvest-us.csv')))[0]).toBe('2 known');
  });

  it('finds tasks by their title, and makes none for a refused row', async () => {
    const { id: taskId } = await aTask(test, board, { title: 'CHECKOUT' });
    const file = harvest(
      '2026-03-02,Blue Heron,Storefront,Checkout,,1.0,Ana,Simic',
      '2026-03-03,Blue Heron,Storefront,Search,,1.0,Ana,Simic',
      '2026-03-04,Blue Heron,Storefront,search,,1.0,Ana,Simic',
      '2026-03-01,Blue Heron,Storefront,Too early,,1.0,Ana,Simic',
    );
    const shown = await preview(file);
    expect(shown.newTasks).toEqual(['Search']);
    await commit(shown.id);
    expect(await test.ask(getTask, board.client, { id: taskId })).toMatchObject({ reportedMinutes: 60 });
    const { items } = await test.ask(listTasks, board.client, { placementId: board.placementId, sort: 'title' });
    expect(items.map(({ title, reportedMinutes }) => [title, reportedMinutes])).toEqual([
      ['CHECKOUT', 60],
      ['Search', 120],
    ]);
  });

  it('TS-4: judges every row like a single entry, each after the ones before it', async () => {
    await someHours(test, board, (await aTask(test, board)).id, { day: '2026-03-10', minutes: 1_000 });
    await someHours(test, board, (await aTask(test, board)).id, {
      startedAt: '2026-03-11T08:00:00Z',
      endedAt: '2026-03-11T09:00:00Z',
    });
    const toggl = (day: string, start: string, end: string, endDay = day) =>
      `Ana,ana@example.org,Blue Heron,Storefront,Checkout,,No,${day},${start},${endDay},${end},`;
    const file = [
      'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration',
      toggl('2026-03-10', '00:00:00', '07:00:00'),
      toggl('2026-03-10', '10:00:00', '10:21:00'),
      toggl('2026-03-10', '10:20:00', '10:30:00'),
      toggl('2026-03-11', '09:30:00', '10:30:00'),
      toggl('2026-03-11', '10:00:00', '11:00:00'),
      toggl('2026-03-11', '10:30:00', '11:00:00'),
      toggl('2026-03-01', '10:30:00', '11:00:00'),
      toggl('2026-11-20', '18:30:00', '19:30:00'),
    ].join('\n');
    const expected = [
      '2 new',
      '3 timesheet.day-too-long',
      '4 new',
      '5 timesheet.overlap',
      '6 new',
      '7 timesheet.overlap',
      '8 timesheet.outside-placement',
      '9 timesheet.in-the-future',
    ];
    const shown = await preview(file);
    expect(outline(shown)).toEqual(expected);
    expect((await commit(shown.id)).counts).toEqual({ new: 0, known: 0, added: 3, refused: 5 });
  });

  it('TS-7: leaves a locked week as it is, also when it was locked after the preview', async () => {
    const shown = await preview(sample('harvest-us.csv'));
    await someHours(test, board, (await aTask(test, board)).id, { day: '2026-03-09', minutes: 60 });
    await test.ask(submitSheet, board.expert, { placementId: board.placementId, week: '2026-03-09' });
    const done = await commit(shown.id);
    expect(outline(done)).toEqual(['2 timesheet.week-locked', '3 added', '4 added', '5 timesheet.import-bad-date']);
    expect(outline(await preview(sample('harvest-us.csv')))[0]).toBe('2 timesheet.week-locked');
  });

  it('of several people asks whose hours come in', async () => {
    const file = harvest(
      '2026-03-02,Blue Heron,Storefront,Checkout,,1.0,Ana,Simic',
      '2026-03-02,Blue Heron,Billing,Invoices,,2.0,Bo,Berg',
    );
    expect(await refused(preview(file))).toBe('timesheet.import-several-people person');
    expect(outline(await preview(file, { projects: ['Storefront'] }))).toEqual([
      '2 new',
      '3 timesheet.import-other-project',
    ]);
    const picked = await preview(file, { person: 'bo berg' });
    expect(outline(picked)).toEqual(['2 timesheet.import-other-person', '3 new']);
    expect((await commit(picked.id)).counts.added).toBe(1);
    expect((await entries()).map(({ minutes }) => minutes)).toEqual([120]);
  });

  it('of one project leaves the others out, and brings them to another board later', async () => {
    const file = harvest(
      '2026-03-02,Blue Heron,Storefront,Checkout,,1.0,Ana,Simic',
      '2026-03-02,Grey Goose,Warehouse,Shelves,,2.0,Ana,Simic',
    );
    await commit((await preview(file, { projects: ['storefront'] })).id);
    const other = await aBoard(test, { expert: board.expert });
    const shown = await preview(file, { projects: ['Warehouse'] }, other);
    expect(outline(shown)).toEqual(['2 timesheet.import-other-project', '3 new']);
    expect((await commit(shown.id, other)).counts.added).toBe(1);
    expect((await entries(other)).map(({ minutes }) => minutes)).toEqual([120]);
  });

  it('reads the tool’s own time zone, the board’s otherwise', async () => {
    const file = sample('toggl-columns-moved.csv');
    const starts = async (options: object) => {
      const own = await aBoard(test);
      await commit((await preview(file, options, own)).id, own);
      return (await entries(own))[0]!.startedAt;
    };
    expect(await starts({})).toBe('2026-03-05T08:00:00.000Z');
    expect(await starts({ timeZone: 'America/New_York' })).toBe('2026-03-05T14:00:00.000Z');
  });

  it('counts the minutes the tool counted, though start and end say a little more or less', async () => {
    const file = [
      'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration',
      'Ana,ana@example.org,C,P,Night,,No,2026-03-02,23:00:00,2026-03-03,00:10:00,01:15:00',
      'Ana,ana@example.org,C,P,Night,,No,2026-03-03,23:00:00,2026-03-04,00:10:00,00:45:00',
    ].join('\n');
    await commit((await preview(file)).id);
    expect((await entries()).map(({ day, minutes }) => [day, minutes])).toEqual([
      ['2026-03-02', 60],
      ['2026-03-03', 15],
      ['2026-03-03', 45],
    ]);
  });

  it.each([
    ['clockify-undecided.csv', {}, 'timesheet.import-date-order dateOrder'],
    ['toggl.csv', { tool: 'harvest' }, 'timesheet.import-unknown-format'],
    ['toggl.csv', { timeZone: 'Mars/Olympus' }, 'request.invalid import.timeZone'],
  ])('of %s with %j is refused as a whole', async (name, options, refusal) => {
    expect(await refused(preview(sample(name), options))).toBe(refusal);
  });

  it.each([
    ['no export', 'Name,Surname\nAna,Simic', 'timesheet.import-unknown-format'],
    ['no text', 'PK\u0003\u0004\0\0', 'timesheet.import-not-text'],
    [
      'too many rows',
      `Date,Client,Project,Hours\n${'2026-03-02,C,P,0.1\n'.repeat(10_001)}`,
      'timesheet.import-too-many-rows',
    ],
    ['too many bytes', `Date,Client,Project,Hours\n${'€'.repeat(2_000_000)}`, 'timesheet.import-too-large'],
    ['too many characters', 'x'.repeat(5_000_001), 'request.invalid import.file'],
    ['nothing', '', 'request.invalid import.file'],
  ])('of %s is refused as a whole', async (_, file, refusal) => {
    expect(await refused(preview(file))).toBe(refusal);
    expect(await test.query('select from imports where placement_id = $1', [board.placementId])).toEqual([]);
  });

  it('of a note that is too long keeps what fits, and no half of a character', async () => {
    const shown = await preview(harvest(`2026-03-02,C,P,T,${'x'.repeat(1_999)}💩,1.0,Ana,Simic`));
    await commit(shown.id);
    expect((await entries()).map(({ note }) => note)).toEqual(['x'.repeat(1_999)]);
  });

  it('of a header alone has no rows', async () => {
    const shown = await preview(harvest());
    expect(shown.counts).toEqual({ new: 0, known: 0, added: 0, refused: 0 });
    expect((await commit(shown.id)).rows).toEqual([]);
  });

  it('of thousands of rows comes in as a whole', async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 2, 2 + (n % 200))).toISOString().slice(0, 10);
    const rows = Array.from({ length: 2_500 }, (_, n) => `${day(n)},C,P,Task ${n},Note ${n},0.5,Ana,Simic`);
    const shown = await preview(harvest(...rows));
    expect(shown.counts).toEqual({ new: 2_500, known: 0, added: 0, refused: 0 });
    expect((await commit(shown.id)).counts.added).toBe(2_500);
    const count = 'select count(*)::int as tasks from tasks where placement_id = $1';
    expect(await test.query(count, [board.placementId])).toEqual([{ tasks: 2_500 }]);
  });

  it('GW-4: under one key is previewed once, and committed once', async () => {
    const ask = () =>
      test.ask(
        previewImport,
        board.expert,
        { placementId: board.placementId, import: { file: sample('toggl.csv') } },
        'file-1',
      );
    const [first, second] = [await ask(), await ask()];
    expect(second.id).toBe(first.id);
  });

  it('GW-3: is the expert’s own; staff may read it, the client not, for it may tell of other clients', async () => {
    const { id } = await preview(sample('toggl.csv'));
    const file = { placementId: board.placementId, import: { file: sample('toggl.csv') } };
    for (const actor of [board.client, anAe(), anAdmin()]) {
      expect(await refusedAs(test, previewImport, actor, file)).toBe('access.role');
      expect(await refusedAs(test, commitImport, actor, { id })).toBe('access.role');
    }
    expect(await test.ask(getImport, anAe(), { id })).toMatchObject({ id });
    expect(await refusedAs(test, getImport, board.client, { id })).toBe('access.role');
    const stranger = await aBoard(test);
    for (const contract of [getImport, commitImport] as const)
      expect(await refusedAs(test, contract, stranger.expert, { id })).toBe('access.no-such-import');
    expect(await refusedAs(test, previewImport, stranger.expert, file)).toBe('access.no-such-placement');
  });
});
