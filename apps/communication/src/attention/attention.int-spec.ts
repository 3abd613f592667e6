import { DataSource } from 'typeorm';
import { askQuestion, getAttention, recordMistake, reportBug, talkAbout } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aClientUser, anAdmin, anAe, aPlacement, aTeamLead, type TestPlacement } from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';
import { attentionQueries } from './attention-queries.js';

type Asked = Parameters<typeof ask>[1];
const ask = (test: TestService, filter: { accountExecutiveId?: string; clientId?: string; expertId?: string } = {}) =>
  test.ask(getAttention, anAe(), filter);

describe('GW-6: what needs somebody now', () => {
  let test: TestService;
  afterEach(() => test.stop());

  const question = ({ placementId, client }: TestPlacement) =>
    test.ask(askQuestion, client, { placementId, subject: 'Where is it?', body: 'The cart is empty.' });

  it('nothing, to begin with', async () => {
    test = await startCommunication();
    expect(await ask(test)).toEqual({
      at: '2026-03-02T08:00:00.000Z',
      counts: {
        ...{ lateShifts: 0, breachedClocks: 0, runningClocks: 0, silentShifts: 0 },
        ...{ openQuestions: 0, openBugs: 0, openMistakes: 0 },
      },
      ...{ lateShifts: [], breachedClocks: [], nextClocks: [], openMistakes: [], silentShifts: [] },
    });
  });

  it('late shifts, broken promises, those that run out next, mistakes and silence, of whom it is asked', async () => {
    test = await startCommunication('2026-03-02T06:00:00Z');
    const presence = { showTimeToleranceMinutes: 15, noShowMinutes: 600, silenceMinutes: 120 };
    const mine = await aPlacement(test, { terms: presence });
    const other = await aPlacement(test, { terms: { shifts: [], firstAnswerMinutes: 240 } });
    const asked = await question(mine);
    await test.until('2026-03-02T09:30:00Z');
    const next = await question(other);
    await test.ask(reportBug, other.client, {
      placementId: other.placementId,
      ...{ title: 'Down', description: 'Nobody can pay.', severity: 'minor' },
    });
    await test.ask(recordMistake, other.expert, { placementId: other.placementId, what: 'Deleted the wrong row.' });
    const all = await ask(test);
    expect(all.counts).toEqual({
      ...{ lateShifts: 1, breachedClocks: 1, runningClocks: 2, silentShifts: 0 },
      ...{ openQuestions: 2, openBugs: 1, openMistakes: 1 },
    });
    expect(all.lateShifts).toEqual([expect.objectContaining({ placementId: mine.placementId, state: 'late' })]);
    expect(all.breachedClocks).toEqual([expect.objectContaining({ subjectId: asked.id })]);
    expect(all.nextClocks.map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
      ['mistake', all.openMistakes[0]!.id],
      ['first-answer', next.id],
    ]);
    expect(all.openMistakes).toEqual([expect.objectContaining({ what: 'Deleted the wrong row.' })]);

    const counts = async (filter: Asked) => (await ask(test, filter)).counts;
    const ofMine = {
      lateShifts: 1,
      breachedClocks: 1,
      runningClocks: 0,
      openQuestions: 1,
      openBugs: 0,
      openMistakes: 0,
    };
    expect(await counts({ accountExecutiveId: mine.ae.id })).toMatchObject(ofMine);
    expect(await counts({ clientId: mine.client.clientId! })).toMatchObject(ofMine);
    expect(await counts({ expertId: mine.expert.id, accountExecutiveId: mine.ae.id })).toMatchObject(ofMine);
    expect(await counts({ accountExecutiveId: mine.ae.id, clientId: other.client.clientId! })).toMatchObject({
      ...{ lateShifts: 0, openQuestions: 0 },
    });
    expect(await counts({ accountExecutiveId: newId() })).toMatchObject({ openQuestions: 0, runningClocks: 0 });
  });

  it('CS-3: a silence, until somebody talked about it', async () => {
    test = await startCommunication('2026-03-02T06:00:00Z');
    await aPlacement(test, { terms: { silenceMinutes: 120, noShowMinutes: 30 } });
    await test.until('2026-03-02T08:20:00Z');
    await test.query(
      `insert into presence_facts (id, kind, shift_id, placement_id, client_id, expert_id, expert_name, at, words, noticed_late)
       select gen_random_uuid(), 'silence', id, placement_id, client_id, expert_id, expert_name, starts_at, 'No sign.', false
       from shifts limit 1`,
    );
    const { silentShifts } = await ask(test);
    expect(silentShifts).toEqual([expect.objectContaining({ kind: 'silence', words: 'No sign.', talks: [] })]);
    await test.ask(talkAbout, aTeamLead(), { id: silentShifts[0]!.id, note: 'The power was out.' });
    expect(await ask(test)).toMatchObject({ counts: { silentShifts: 0 }, silentShifts: [] });
  });

  it('GW-3: is for staff', async () => {
    test = await startCommunication();
    const { expert } = await aPlacement(test);
    for (const actor of [expert, aClientUser()]) {
      expect((await test.refusal(getAttention, actor, {})).code).toBe('access.role');
    }
    for (const actor of [anAdmin(), aTeamLead()]) expect(await test.ask(getAttention, actor, {})).toBeDefined();
  });

  it('is found by indexes, with 100,000 open questions', async () => {
    test = await startCommunication();
    const placement = await aPlacement(test);
    for (let n = 0; n < 50; n++) await aPlacement(test);
    await manyQuestions(test, 100_000);
    const { manager } = test.app.get(DataSource);
    const plan = async (sql: string, params: unknown[]): Promise<string> =>
      (await test.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, params))
        .map((line) => line['QUERY PLAN'])
        .join('\n');
    const { ae, client, expert } = placement;
    const now = new Date('2026-03-02T08:00:00Z');
    for (const filter of [{}, { accountExecutiveId: ae.id }, { clientId: client.clientId! }, { expertId: expert.id }]) {
      const { breachedClocks, runningClocks } = attentionQueries(manager, filter, now);
      for (const list of [breachedClocks, runningClocks]) {
        const [sql, params] = list.limit(20).getQueryAndParameters();
        expect([filter, await plan(sql, params)]).toEqual([filter, expect.not.stringContaining('Seq Scan on clocks')]);
      }
      if (Object.keys(filter).length) {
        const [sql, params] = attentionQueries(manager, filter, now).openQuestions.select('1').getQueryAndParameters();
        expect([filter, await plan(sql, params)]).toEqual([filter, expect.stringContaining('questions_open')]);
      }
    }
    const { counts } = await ask(test);
    expect(counts).toMatchObject({ openQuestions: 100_000, breachedClocks: 10_000, runningClocks: 90_000 });
  });
});

/** As many open as given, each with its clock, spread over the placements; and a fifth of that answered. */
async function manyQuestions(test: TestService, count: number): Promise<void> {
  await test.query(
    `with numbered as (select *, row_number() over (order by placement_id) - 1 as place from coverages),
     made as (
       insert into questions (id, placement_id, client_id, expert_id, subject, state, assigned_to, asked_by, asked_at)
       select gen_random_uuid(), placement_id, client_id, expert_id, 'Where?', case when n <= $1 then 'open' else 'answered' end,
         expert_id, 'Carl', '2026-03-01'::timestamptz + n * interval '1 second'
       from generate_series(1, $1::integer + $1::integer / 5) n join numbered on place = n % (select count(*) from coverages)
       returning *
     )
     insert into clocks (id, kind, subject_kind, subject_id, title, placement_id, client_id, expert_id, assigned_to,
       calendar_version, around_the_clock, target_seconds, state, events, started_at, stopped_at, stopped_because,
       warnings, warn_at, due_at, breached_at)
     select gen_random_uuid(), 'first-answer', 'question', id, subject, placement_id, client_id, expert_id, assigned_to, 1,
       false, 3600, case state when 'open' then 'running' else 'stopped' end,
       jsonb_build_array(jsonb_build_object('kind', 'started', 'at', asked_at)), asked_at,
       case state when 'open' then null else asked_at end, case state when 'open' then null else 'done' end,
       '{}', '{}', case state when 'open' then asked_at + interval '1 day' end,
       case when state = 'open' and row_number() over (order by asked_at) % 10 = 0 then asked_at + interval '1 day' end
     from made`,
    [count],
  );
  await test.query('analyze clocks');
  await test.query('analyze questions');
}
