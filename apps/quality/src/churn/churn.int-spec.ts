import { getChurnRisk, getChurnWeights, listChurnRisks, setChurnWeights } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { log, resolve, someCategories } from '../complaints/test-support/complaints.js';
import { anAnswer } from '../test-support/answers.js';
import { anAdmin, aPlacement, aTeamLead, end, partiesOf, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

describe('QN-10: churn risk', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality('2026-03-02T08:00:00Z');
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const broken = (day: string): Promise<unknown> =>
    test.query(
      `insert into deliveries (kind, subject_id, placement_id, client_id, expert_id, day, kept)
       values ('first-answer', $1, $2, $3, $4, $5, false)`,
      [newId(), ...Object.values(partiesOf(placement)), day],
    );
  const scored = (week: string, score: number): Promise<void> => anAnswer(test, placement, week, score);
  const risk = () => test.ask(getChurnRisk, placement.ae, { placementId: placement.placementId });

  it('every point names its cause', async () => {
    expect(await risk()).toMatchObject({ score: 0, causes: [], day: '2026-03-02', series: [] });
    await broken('2026-03-10');
    await broken('2026-01-10');
    await scored('2026-03-09', 5);
    await test.until('2026-03-26T12:00:00Z');
    expect(await risk()).toMatchObject({
      score: 30,
      causes: [
        { cause: 'low-score', points: 24, words: 'Answers of the last four weeks average 5.0 of 10 (1 answer).' },
        { cause: 'broken-promises', points: 3, words: '1 promise broken in the last four weeks.' },
        { cause: 'overdue-one-to-one', points: 3, words: 'The one-to-one with the client is 10 days overdue.' },
      ],
    });
  });

  it('falling answers, open complaints, open cases and weeks that approve themselves count', async () => {
    for (const [week, score] of Object.entries({
      '2026-03-02': 10,
      '2026-03-09': 9,
      '2026-04-06': 9,
      '2026-04-13': 8,
    })) {
      await scored(week, score);
    }
    await test.until('2026-04-15T12:00:00Z');
    const { placementId, clientId, expertId } = partiesOf(placement);
    await test.query(
      `insert into approved_lines (entry_id, placement_id, client_id, task_id, title, worked_on, week, minutes, approved_at,
         by_itself)
       select gen_random_uuid(), $1, $2, $1, 'Checkout', day, week, 60, now(), by_itself
       from (values ('2026-04-06'::date, '2026-04-06'::date, true), ('2026-04-07', '2026-04-06', true),
         ('2026-03-30', '2026-03-30', true), ('2026-03-23', '2026-03-23', false), ('2026-01-12', '2026-01-12', true))
         as lines (day, week, by_itself)`,
      [placementId, clientId],
    );
    await test.query(
      `insert into cases (id, kind, about, state, placement_id, client_id, expert_id, words, facts, opened_at, due_at)
       select gen_random_uuid(), 'mismatch', state, state, $1, $2, $3, 'words', '{}', now(), now()
       from unnest(array['open', 'answered', 'closed']) state`,
      [placementId, clientId, expertId],
    );
    await someCategories(test);
    await log(test, placement, { severity: 'minor' });
    await log(test, placement, { severity: 'critical', category: 'bugs' });
    const { id } = await log(test, placement, { category: 'no-answers' });
    await resolve(test, id, placement.ae);
    const { causes } = await risk();
    expect(Object.fromEntries(causes.map(({ cause, points }) => [cause, points]))).toMatchObject({
      ...{ 'falling-score': 4, complaints: 25, 'open-cases': 12, 'late-approvals': 6 },
    });
    expect(causes.map(({ words }) => words)).toEqual(
      expect.arrayContaining([
        '2 open complaints: 1 critical, 1 minor.',
        '2 weeks of the last eight approved by nobody, so by itself.',
      ]),
    );
  });

  it('each night is counted once, for lists and for plotting', async () => {
    await scored('2026-03-02', 8);
    const calm = await aPlacement(test, { ae: placement.ae });
    await test.until('2026-03-05T12:00:00Z');
    expect((await risk()).series).toEqual([
      { day: '2026-03-02', score: 6 },
      { day: '2026-03-03', score: 6 },
      { day: '2026-03-04', score: 6 },
    ]);
    const list = async (filter = {}, actor = placement.ae) =>
      (await test.ask(listChurnRisks, actor, filter)).items.map(({ placementId, score }) => [placementId, score]);
    expect(await list()).toEqual([
      [placement.placementId, 6],
      [calm.placementId, 0],
    ]);
    expect(await list({ minimum: 1 })).toEqual([[placement.placementId, 6]]);
    expect(await list({ clientId: calm.client.clientId! })).toEqual([[calm.placementId, 0]]);
    expect(await list({}, placement.lead)).toEqual([[placement.placementId, 6]]);
    expect(await list({}, aTeamLead())).toEqual([]);
    await end(test, placement, '2026-03-05');
    expect(await list()).toEqual([[calm.placementId, 0]]);
  });

  it('a night is counted, though a placement begins half an hour before', async () => {
    await test.until('2026-03-03T00:30:00Z');
    await aPlacement(test);
    await test.until('2026-03-03T12:00:00Z');
    expect((await risk()).series).toEqual([{ day: '2026-03-02', score: 0 }]);
  });

  it('the weights are data, edited as a whole by an administrator', async () => {
    await scored('2026-03-02', 8);
    const { weights, version } = await test.ask(getChurnWeights, placement.ae, {});
    const change = { version, weights: { ...weights, 'low-score': { points: 10, most: 30 } } };
    expect((await test.refusal(setChurnWeights, placement.ae, change)).code).toBe('access.role');
    expect(await test.ask(setChurnWeights, anAdmin(), change)).toMatchObject({ version: 2, updatedBy: 'Ada Admin' });
    expect((await test.refusal(setChurnWeights, anAdmin(), change)).code).toBe('request.stale');
    expect(await risk()).toMatchObject({ score: 10 });
  });

  it('GW-3: neither the client nor the expert sees it', async () => {
    const { placementId, client, expert } = placement;
    for (const actor of [client, expert]) {
      expect((await test.refusal(getChurnRisk, actor, { placementId })).code).toBe('access.role');
      expect((await test.refusal(listChurnRisks, actor, {})).code).toBe('access.role');
    }
    expect((await test.refusal(getChurnRisk, aTeamLead(), { placementId })).code).toBe('access.no-such-placement');
  });
});
