import type { Actor } from '#libs/access';
import { evaluateMetrics, getMetricPairs, getPlacementMetrics, qualityEvents, setMetricPairs } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { addDays } from '#libs/time';
import { scored, stopped, updated } from '../deliveries/test-support/told.js';
import { firstMetricPairs } from '../migrations/first-metric-pairs.js';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  end,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

/** A Tuesday; the next evaluation is on Monday, May 11th. */
const today = '2026-05-05';

describe('QN-5, QN-6: metric pairs', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality(`${today}T08:00:00Z`);
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  /** One a day, the last one yesterday. */
  const answers = async (n: number, minutes: number, { of = placement, until = addDays(today, -1) } = {}) => {
    for (let i = 0; i < n; i++) await stopped(test, of, { day: addDays(until, -i), minutes });
  };
  const scores = async (given: number[], { of = placement, until = addDays(today, -1) } = {}) => {
    for (const [i, score] of given.entries()) await scored(test, of, { score, day: addDays(until, -i) });
  };
  const cases = () => test.told(qualityEvents.caseOpened);
  const evaluate = () => test.ask(evaluateMetrics, placement.ae, { placementId: placement.placementId });
  const watermelon = async () => {
    await answers(18, 12);
    await scores([2, 2, 1, 3, 2, 2]);
  };

  it('a watermelon: delivery is green, the client unhappy; on Monday a case says which two numbers disagree', async () => {
    await watermelon();
    await test.until('2026-05-11T05:59:59Z');
    expect(await cases()).toEqual([]);
    await test.until('2026-05-11T06:00:00Z');
    const words =
      'Storefront: first answers took 12 minutes on average (18 answers, promise 30), yet the client scored ' +
      '“answers fast” 2.0 of 5 (6 scores) over 28 days.';
    expect(await cases()).toMatchObject([
      {
        ...{ kind: 'mismatch', words, placementId: placement.placementId, ownerId: placement.ae.id },
        // Three working days, where the placement is.
        dueAt: '2026-05-14T06:00:00.000Z',
      },
    ]);
    expect(await test.query('select about, facts from cases')).toMatchObject([
      {
        about: `${placement.placementId}/first-answer/delivery-green`,
        facts: { promise: 30, delivery: { now: { n: 18, mean: 12 } }, score: { now: { n: 6, mean: 2 } } },
      },
    ]);
    await test.until('2026-05-18T06:00:00Z');
    expect(await cases()).toHaveLength(1);
  });

  it('the reverse: late again and again, and the client is happy', async () => {
    await answers(12, 50);
    await scores([5, 5, 4, 5, 5]);
    const { findings } = await evaluate();
    expect(findings).toMatchObject([{ kind: 'mismatch', direction: 'delivery-red', opened: true }]);
    expect(findings[0]!.words).toContain('took 50 minutes on average (12 answers, promise 30), yet the client scored');
  });

  it('few scores, however bad, are no alarm; one more is', async () => {
    await answers(18, 12);
    await scores([1, 1, 1]);
    expect((await evaluate()).findings).toEqual([]);
    await scores([1], { until: addDays(today, -5) });
    expect((await evaluate()).findings).toHaveLength(1);
  });

  it('a fall: against its own baseline, not against others', async () => {
    const before = addDays(today, -28);
    await scores([5, 4, 5, 4, 5, 4, 5, 4], { until: before });
    await scores([3, 3, 4, 3, 3]);
    const steady = await aPlacement(test);
    await scores([3, 3, 4, 3, 3, 3, 4, 3], { of: steady, until: before });
    await scores([3, 3, 4, 3, 3], { of: steady });
    await test.until('2026-05-11T06:00:00Z');
    expect((await cases()).map(({ words }) => words)).toEqual([
      'Storefront: the client scored “answers fast” 3.2 of 5 (5 scores in 28 days), ' +
        'after 4.5 (8 in the 84 days before).',
    ]);
  });

  it('opened once while it stands, and not again in the window in which it was closed', async () => {
    await watermelon();
    const opened = async () => (await evaluate()).findings.map((finding) => finding.opened);
    expect(await opened()).toEqual([true]);
    expect(await opened()).toEqual([false]);
    await test.query(`update cases set state = 'closed', closed_at = '${today}T09:00:00Z'`);
    expect(await opened()).toEqual([false]);
    await test.until('2026-06-02T08:59:59Z');
    await answers(18, 12, { until: '2026-06-01' });
    await scores([2, 2, 2, 2], { until: '2026-06-01' });
    expect(await opened()).toEqual([false]);
    await test.until('2026-06-02T09:00:01Z');
    expect(await opened()).toEqual([true]);
  });

  it('two who look at once open one case', async () => {
    await watermelon();
    const both = await Promise.all([evaluate(), evaluate()]);
    expect(both.filter(({ findings }) => findings[0]!.opened)).toHaveLength(1);
    expect(await cases()).toHaveLength(1);
  });

  it('CS-2: missed hourly updates are no metric', async () => {
    for (let i = 1; i < 28; i++) await updated(test, placement, addDays(today, -i), false);
    await scored(test, placement, { key: 'understandable', score: 5, day: today });
    const { pairs } = await test.ask(getPlacementMetrics, anAe(), { placementId: placement.placementId });
    expect(pairs.map(({ delivery }) => delivery.n)).toEqual([0, 0, 0, 0]);
  });

  it('a placement that rests or is over is not looked at by itself; one that is over not at all', async () => {
    await watermelon();
    await end(test, placement, today);
    await test.until('2026-05-11T06:00:00Z');
    expect(await cases()).toEqual([]);
    expect(await test.refusal(evaluateMetrics, placement.ae, { placementId: placement.placementId })).toMatchObject({
      code: 'quality.placement-ended',
      kind: 'conflict',
      rule: 'QN-6',
    });
  });

  it('both sides, with n, interval, colour, baseline and weeks', async () => {
    await watermelon();
    await answers(6, 12, { until: '2026-03-15' });
    const seenBy = (actor: Actor) => test.ask(getPlacementMetrics, actor, { placementId: placement.placementId });
    const { pairs } = await seenBy(placement.client);
    expect(pairs.map(({ key }) => key)).toEqual(['first-answer', 'fix', 'updates-kept', 'hours-against-estimate']);
    const [{ delivery, score }] = pairs as [(typeof pairs)[number]];
    expect(delivery).toMatchObject({
      ...{ unit: 'minutes', n: 18, value: 12, promise: 30, green: 24, red: 30, colour: 'green', fell: false },
      ...{ since: '2026-04-08', baseline: { n: 6, value: 12 } },
    });
    expect(delivery.weeks.map(({ week, n }) => [week, n])).toEqual([
      ['2026-03-09', 6],
      ['2026-04-13', 3],
      ['2026-04-20', 7],
      ['2026-04-27', 7],
      ['2026-05-04', 1],
    ]);
    expect(score).toMatchObject({ unit: 'score', n: 6, value: 2, colour: 'red', baseline: { n: 0, value: null } });
    // What is made of it is for the staff.
    expect(pairs[0]!.words).toEqual([]);
    expect((await seenBy(placement.ae)).pairs[0]!.words).toHaveLength(1);
    expect(pairs[1]).toMatchObject({ delivery: { n: 0, value: null, colour: 'too-few', green: null } });
  });

  it('QN-2: neither side of a placement reads what few scored; staff does', async () => {
    await scores([2, 5, 5, 5]);
    await answers(1, 12);
    const first = async (actor: Actor) =>
      (await test.ask(getPlacementMetrics, actor, { placementId: placement.placementId })).pairs[0]!;
    for (const actor of [placement.client, placement.expert]) {
      const { score, delivery } = await first(actor);
      expect(score).toMatchObject({ n: 4, value: null, low: null, high: null, colour: 'too-few', weeks: [] });
      expect(delivery).toMatchObject({ n: 1, value: 12, weeks: [{ n: 1, value: 12 }] });
    }
    expect((await first(placement.ae)).score).toMatchObject({ n: 4, value: 4.25, weeks: [{ n: 3 }, { n: 1 }] });
    await scores([5, 5], { until: '2026-05-03' });
    expect((await first(placement.expert)).score).toMatchObject({ n: 6, value: 4.5, weeks: [{ n: 5 }] });
  });

  it('GW-3: both sides of a placement see it, staff its own people; strangers as if there were none', async () => {
    const { placementId, client, expert, lead, ae } = placement;
    for (const actor of [client, expert, lead, ae, anAdmin()]) {
      expect((await test.ask(getPlacementMetrics, actor, { placementId })).placementId).toBe(placementId);
    }
    for (const actor of [aClientUser(), anExpert(), aTeamLead()]) {
      expect((await test.refusal(getPlacementMetrics, actor, { placementId })).code).toBe('access.no-such-placement');
    }
    for (const actor of [client, expert, lead]) {
      expect((await test.refusal(evaluateMetrics, actor, { placementId })).code).toBe('access.role');
    }
    for (const actor of [client, expert]) {
      expect((await test.refusal(getMetricPairs, actor, {})).code).toBe('access.role');
    }
  });

  it('are data: an administrator changes them, in the version that was read', async () => {
    const { pairs, version } = await test.ask(getMetricPairs, anAe(), {});
    expect({ pairs, version }).toEqual({ pairs: firstMetricPairs, version: 1 });
    const [first] = pairs as [(typeof pairs)[number]];
    const strict = { ...first, score: { ...first.score, red: 1.5, green: 4.9 } };
    await watermelon();
    const set = { version: 1, pairs: [strict] };
    expect((await test.refusal(setMetricPairs, placement.ae, set)).code).toBe('access.role');
    expect(await test.ask(setMetricPairs, anAdmin(), set)).toMatchObject({
      ...{ pairs: [strict], version: 2, updatedBy: 'Ada Admin', updatedAt: `${today}T08:00:00.000Z` },
    });
    expect((await evaluate()).findings).toEqual([]);
    expect(await test.refusal(setMetricPairs, anAdmin(), set)).toMatchObject({
      ...{ code: 'request.stale', facts: { version: 2 } },
    });
  });

  it.each([
    ['green worse than red', { delivery: { ...firstMetricPairs[0]!.delivery, green: 120 } }],
    ['a score whose green is below its red', { score: { ...firstMetricPairs[0]!.score, green: 2 } }],
    ['hours that are kept', { delivery: { ...firstMetricPairs[2]!.delivery, kind: 'hours' as const } }],
  ])('with %s are refused', async (_, change) => {
    const pairs = [{ ...firstMetricPairs[0]!, ...change }];
    expect((await test.refusal(setMetricPairs, anAdmin(), { version: 1, pairs })).code).toBe('request.invalid');
  });

  it('of one key are refused', async () => {
    const pairs = [firstMetricPairs[0]!, firstMetricPairs[0]!];
    expect(await test.refusal(setMetricPairs, anAdmin(), { version: 1, pairs })).toMatchObject({
      errors: [{ field: 'pairs', message: 'must name each pair once' }],
    });
  });
});
