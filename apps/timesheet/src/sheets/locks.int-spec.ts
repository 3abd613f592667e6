import { correctEntry, returnSheet, reviewSheet } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aBoard, anAe, aSubmittedWeek, aTask, someHours, type TestWeek } from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';

/** As the service's own role, past the service's own code. */
describe('TS-7: the database holds the lock', () => {
  let test: TestService;
  let week: TestWeek;
  let approved: string;
  let submitted: string;
  let disputed: string;
  beforeAll(async () => {
    test = await startTimesheet();
    week = await aSubmittedWeek(test, [480, 420, 300]);
    [approved, submitted, disputed] = week.lines.map(({ id }) => id) as [string, string, string];
    await test.ask(reviewSheet, week.client, {
      id: week.sheet.id,
      lines: [
        { entryId: approved, decision: 'approve' },
        { entryId: disputed, decision: 'dispute', reason: 'No' },
      ],
    });
  });
  afterAll(() => test.stop());

  const update = (id: string, set: string) => test.query(`update entries set ${set} where id = $1`, [id]);
  const refusedBy = (constraint: string) => ({ driverError: expect.objectContaining({ code: '23514', constraint }) });
  const locked = refusedBy('entry_locked');
  const refuses = async (attempt: Promise<unknown>, by = locked) => expect(attempt).rejects.toMatchObject(by);
  /** A copy of a line with some columns changed, by SQL. */
  const insert = (id: string, change: Record<string, string>) => {
    const columns = ['sheet_id', 'placement_id', 'client_id', 'expert_id', 'task_id', 'week', 'day', 'minutes', 'note'];
    const values = columns.map((column) => change[column] ?? column);
    const { source = `'manual'`, state = `'open'`, corrects_entry_id = 'null' } = change;
    return test.query(
      `insert into entries (id, ${columns.join(', ')}, source, state, corrects_entry_id, created_at, updated_by, updated_at)
       select $2, ${values.join(', ')}, ${source}, ${state}, ${corrects_entry_id}, now(), '', now() from entries where id = $1`,
      [id, newId()],
    );
  };

  it('is the role without any more rights than reading and writing rows', async () => {
    expect(await test.query('select current_user as role')).toEqual([{ role: 'timesheet_app' }]);
    await expect(test.query('alter table entries disable trigger entry_lock')).rejects.toThrow('must be owner');
    await expect(test.query('truncate entries cascade')).rejects.toThrow('permission denied');
  });

  const contents = [
    'minutes = 1',
    `day = '2026-03-06'`,
    `note = 'other'`,
    'task_id = gen_random_uuid()',
    'sheet_id = gen_random_uuid()',
    'client_id = gen_random_uuid()',
    'expert_id = gen_random_uuid()',
    'id = gen_random_uuid()',
    `started_at = '2026-03-02T09:00:00Z', ended_at = '2026-03-02T10:00:00Z'`,
    `source = 'timer'`,
  ];
  it.each(contents)('refuses %s on a line that is approved, submitted or disputed', async (set) => {
    for (const id of [approved, submitted, disputed]) await refuses(update(id, set));
  });

  it.each([
    `decided_by = 'somebody'`,
    `decided_how = 'automatic'`,
    'decided_at = now()',
    `decided_reason = 'because'`,
    `disputed_at = now(), dispute_reason = 'x', dispute_answer_by = now()`,
  ])('refuses to rewrite a decision: %s', (set) => refuses(update(approved, set)));

  it.each(['open', 'submitted', 'disputed', 'rejected'])('refuses to take an approval back to %s', (state) =>
    refuses(update(approved, `state = '${state}'`)),
  );

  it.each([
    `state = 'settled', decided_at = now(), decided_by = 'x', decided_how = 'client'`,
    `state = 'rejected', decided_at = now(), decided_by = 'x', decided_how = 'client'`,
  ])('refuses the short cut of a submitted line: %s', (set) => refuses(update(submitted, set)));

  it('refuses to delete any of them', async () => {
    for (const id of [approved, submitted, disputed])
      await refuses(test.query('delete from entries where id = $1', [id]));
  });

  it('refuses a new line in a locked week, and one that pretends to be decided', async () => {
    await refuses(insert(submitted, {}));
    await refuses(insert(submitted, { state: `'submitted'` }));
    const board = await aBoard(test);
    const open = await someHours(test, board, (await aTask(test, board)).id);
    for (const state of ['submitted', 'approved', 'settled']) await refuses(insert(open.id, { state: `'${state}'` }));
    await insert(open.id, {});
  });

  it('refuses to smuggle a line into a locked week by way of another sheet or day', async () => {
    const board = await aBoard(test, { expert: week.expert });
    const open = await someHours(test, board, (await aTask(test, board)).id);
    await refuses(update(open.id, `sheet_id = '${week.sheet.id}'`));
    await refuses(insert(open.id, { sheet_id: `'${week.sheet.id}'` }));
    await refuses(update(open.id, `day = '2026-03-09', week = '2026-03-09'`));
    await refuses(update(open.id, `day = '2026-03-09'`), refusedBy('entry_week'));
  });

  it('takes a correction only for an approved line of the same day, task and sheet, and undecided', async () => {
    const correction = { source: `'correction'`, state: `'submitted'`, minutes: '-10' };
    await refuses(insert(submitted, { ...correction, corrects_entry_id: `'${submitted}'` }));
    await refuses(insert(submitted, { ...correction, corrects_entry_id: `'${approved}'` }));
    await refuses(insert(approved, { ...correction, state: `'approved'`, corrects_entry_id: `'${approved}'` }));
    await refuses(insert(approved, correction));
    await refuses(insert(approved, { minutes: '-10' }));
    const made = await test.ask(correctEntry, anAe(), { id: approved, minutes: -10, note: 'x' });
    await refuses(insert(approved, { ...correction, corrects_entry_id: `'${made.id}'` }));
  });

  it('refuses a decision without who, when and how, and an undecided line with them', async () => {
    const decided = refusedBy('entry_decided');
    await refuses(update(submitted, `state = 'approved'`), decided);
    await refuses(update(submitted, `decided_by = 'x'`), decided);
    await refuses(update(submitted, `state = 'disputed'`), refusedBy('entry_disputed'));
  });

  it('holds for what was approved, and for corrections, in a week that was returned', async () => {
    const own = await aSubmittedWeek(test, [480, 420]);
    const [first, second] = own.lines.map(({ id }) => id) as [string, string];
    await test.ask(reviewSheet, own.client, { id: own.sheet.id, lines: [{ entryId: first, decision: 'approve' }] });
    const { id: correction } = await test.ask(correctEntry, own.expert, { id: first, minutes: -10, note: 'x' });
    await test.ask(returnSheet, own.client, { id: own.sheet.id, reason: 'The rest' });
    for (const id of [first, correction])
      for (const set of ['minutes = 1', `note = 'other'`]) await refuses(update(id, set));
    await update(second, `note = 'other'`);
  });

  it('refuses to unlock the week itself, or to give it to somebody else', async () => {
    const set = (what: string) => test.query(`update sheets set ${what} where id = $1`, [week.sheet.id]);
    await refuses(set(`state = 'open'`));
    await refuses(set('client_id = gen_random_uuid()'));
    await refuses(set(`week = '2026-03-09'`));
    await expect(test.query('delete from sheets where id = $1', [week.sheet.id])).rejects.toThrow('foreign key');
  });

  it('leaves everything as it was', async () => {
    const rows = await test.query(
      `select minutes, state, day from entries where sheet_id = $1 and source <> 'correction' order by day`,
      [week.sheet.id],
    );
    expect(rows).toEqual([
      { minutes: 480, state: 'approved', day: monday },
      { minutes: 420, state: 'submitted', day: '2026-03-03' },
      { minutes: 300, state: 'disputed', day: '2026-03-04' },
    ]);
  });
});
