import { getOneToOne, holdOneToOne, listOneToOnes, placementEvents, qualityEvents } from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { addDays, instantOf } from '#libs/time';
import type { TestService } from '#libs/testing';
import { amend, aPlacement, clientIs, end, partiesOf, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { CadenceTimers } from './cadence.timers.js';
import type { Side } from './cadences.js';
import { atOnce } from './test-support/at-once.js';

const { oneToOneDue, oneToOneHeld, oneToOneMissed } = qualityEvents;
const { placementPaused, placementResumed } = placementEvents;

describe('QN-7: one-to-ones become due, and are missed', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const list = async (side: Side, filter: object = {}) => {
    const asked = { with: side, sort: 'dueOn' as const, limit: 100, ...filter };
    return (await test.ask(listOneToOnes, placement.ae, asked)).items;
  };
  /** `2026-03-09 due`, … */
  const states = async (side: Side): Promise<string[]> =>
    (await list(side)).map(({ dueOn, state }) => `${dueOn} ${state}`);
  const dueId = async (side: Side) => (await list(side, { state: 'due' }))[0]!.id;
  const holdThis = (id: string, heldAt?: string) =>
    test.ask(holdOneToOne, placement.ae, { id, notes: 'Fine.', heldAt });
  const hold = async (side: Side, heldAt?: string) => holdThis(await dueId(side), heldAt);
  const pause = (from: string) =>
    test.hears(placementPaused, placement.placementId, { ...partiesOf(placement), from, reason: 'Leave' });
  const resume = (from: string) =>
    test.hears(placementResumed, placement.placementId, { ...partiesOf(placement), from, reason: 'Back' });
  const ring = () =>
    test.app.get(Transactions).run((tx) => {
      const timer = { kind: 'quality.one-to-one', subjectId: `${placement.placementId}/expert`, payload: null };
      const at = new Date('2026-03-04T08:00:00Z');
      return test.app.get(CadenceTimers).ring({ ...timer, dueAt: at, firedAt: at, late: false, attempts: 0 }, tx);
    });

  it('announced three working days ahead, missed with the last instant of its day, then the next', async () => {
    await test.until('2026-03-03T22:59:59Z');
    expect(await states('expert')).toEqual([]);
    await test.until('2026-03-03T23:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 due']);
    const { placementId, expert, client, ae, lead } = placement;
    const told = {
      ...{ placementId, expertId: expert.id, clientId: client.clientId, with: 'expert', dueOn: '2026-03-09' },
      ...{ teamLeadId: lead.id, accountExecutiveId: ae.id },
    };
    expect(await test.told(oneToOneDue)).toMatchObject([told]);
    await test.until('2026-03-09T22:59:59Z');
    expect(await states('expert')).toEqual(['2026-03-09 due']);
    await test.until('2026-03-09T23:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 missed']);
    expect((await list('expert'))[0]).toMatchObject({ missedAt: '2026-03-09T23:00:00.000Z', heldAt: null });
    expect(await test.told(oneToOneMissed)).toMatchObject([told]);
    await test.until('2026-03-10T23:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 missed', '2026-03-16 due']);
  });

  it('a quarter: every week with the expert, every fortnight with the client, across the change of the clocks', async () => {
    for (let week = 1; week <= 13; week++) {
      const dueOn = addDays('2026-03-02', 7 * week);
      await test.until(instantOf(dueOn, '10:00', 'Europe/Berlin').toISOString());
      // Each third one is forgotten.
      if (week % 3) await hold('expert');
    }
    const mondays = Array.from({ length: 13 }, (_, n) => addDays('2026-03-09', 7 * n));
    const done = mondays.slice(0, 12).map((day, n) => `${day} ${(n + 1) % 3 ? 'held' : 'missed'}`);
    expect((await states('expert')).slice(0, 12)).toEqual(done);
    expect(await states('client')).toEqual([
      ...['2026-03-16', '2026-03-30', '2026-04-13', '2026-04-27', '2026-05-11', '2026-05-25'].map(
        (day) => `${day} missed`,
      ),
    ]);
    const missedAt = (await list('client')).map((one) => one.missedAt);
    expect(missedAt.slice(0, 2)).toEqual(['2026-03-16T23:00:00.000Z', '2026-03-30T22:00:00.000Z']);
    // Both sides: what was announced was held, missed, or is still due; nothing twice.
    const [due, held, missed] = await Promise.all([oneToOneDue, oneToOneHeld, oneToOneMissed].map((e) => test.told(e)));
    expect(new Set(due!.map(({ oneToOneId }) => oneToOneId)).size).toBe(due!.length);
    expect(due!.length).toBe(held!.length + missed!.length);
  });

  it('the next is due one interval after the last was held', async () => {
    await test.until('2026-03-05T10:00:00Z');
    await hold('expert', '2026-03-04T10:00:00Z');
    await test.until('2026-03-06T12:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 held', '2026-03-11 due']);
  });

  it('a client’s day is the day where the client is', async () => {
    await clientIs(test, placement, { timeZone: 'America/New_York' });
    await test.until('2026-03-11T03:59:59Z');
    expect(await states('client')).toEqual([]);
    await test.until('2026-03-17T03:59:59Z');
    expect(await states('client')).toEqual(['2026-03-16 due']);
    await test.until('2026-03-17T04:00:00Z');
    expect(await list('client', { state: 'missed' })).toMatchObject([{ missedAt: '2026-03-17T04:00:00.000Z' }]);
  });

  it('a timer that rings twice announces once and misses once', async () => {
    await ring();
    expect(await states('expert')).toEqual([]);
    // Rung by this test alone.
    await test.query('delete from timer');
    await test.until('2026-03-04T08:00:00Z');
    expect(await atOnce(test, [ring, ring])).toBe(2);
    await ring();
    expect(await states('expert')).toEqual(['2026-03-09 due']);
    await test.query('delete from timer');
    await test.until('2026-03-10T08:00:00Z');
    expect(await atOnce(test, [ring, ring])).toBe(2);
    expect(await test.told(oneToOneDue)).toHaveLength(1);
    expect(await test.told(oneToOneMissed)).toHaveLength(1);
    expect(await states('expert')).toEqual(['2026-03-09 missed']);
  });

  it('held while its day ends, it is held, late or not', async () => {
    await test.until('2026-03-09T12:00:00Z');
    await test.query('delete from timer');
    await test.until('2026-03-09T23:00:00Z');
    const id = await dueId('expert');
    expect(await atOnce(test, [() => holdThis(id), ring])).toBe(2);
    expect(await states('expert')).toEqual(['2026-03-09 held']);
    expect(await test.told(oneToOneHeld)).toHaveLength(1);
    await test.until('2026-03-12T12:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 held', '2026-03-17 due']);
  });

  it('a paused placement rests, and goes on with a whole interval', async () => {
    await test.until('2026-03-05T09:00:00Z');
    await pause('2026-03-05');
    await pause('2026-03-05');
    expect(await states('expert')).toEqual(['2026-03-09 cancelled']);
    const [cancelled] = await list('expert');
    expect(await test.ask(getOneToOne, placement.expert, { id: cancelled!.id })).toMatchObject({
      ...{ state: 'cancelled', cancelledBecause: 'The placement is paused.', missedAt: null },
    });
    await test.until('2026-04-20T09:00:00Z');
    expect(await states('client')).toEqual([]);
    await resume('2026-04-20');
    await resume('2026-04-20');
    await test.until('2026-04-30T09:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 cancelled', '2026-04-27 missed', '2026-05-04 due']);
    expect(await states('client')).toEqual(['2026-05-04 due']);
    expect(await test.told(oneToOneMissed)).toHaveLength(1);
  });

  it('an ended placement stops: what is due is cancelled', async () => {
    await test.until('2026-03-12T09:00:00Z');
    await end(test, placement, '2026-03-12');
    await end(test, placement, '2026-03-12');
    await test.until('2026-06-01T09:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 missed', '2026-03-16 cancelled']);
    expect(await states('client')).toEqual(['2026-03-16 cancelled']);
    expect((await list('client'))[0]).toMatchObject({ cancelledBecause: 'The placement is over.' });
  });

  it('PM-11: an amended interval counts from its day for the next', async () => {
    await amend(test, placement, { effectiveFrom: '2026-03-12', oneToOneEveryDays: { expert: 30, client: 2 } });
    await test.until('2026-03-13T09:00:00Z');
    // Due already when the day came.
    expect(await states('expert')).toEqual(['2026-03-09 missed', '2026-03-16 due']);
    expect(await states('client')).toEqual(['2026-03-16 due']);
    expect(await test.query('select distinct due_on as "dueOn" from one_to_one_cadences')).toEqual([
      { dueOn: '2026-03-16' },
    ]);
    await hold('client');
    await test.until('2026-04-14T09:00:00Z');
    expect(await states('expert')).toEqual(['2026-03-09 missed', '2026-03-16 missed', '2026-04-15 due']);
    expect((await states('client')).slice(0, 3)).toEqual(['2026-03-15 missed', '2026-03-16 held', '2026-03-17 missed']);
  });

  it('PM-11: an interval amended at once makes the next due sooner', async () => {
    await amend(test, placement, { effectiveFrom: '2026-03-02', oneToOneEveryDays: { expert: 7, client: 9 } });
    await test.until('2026-03-09T09:00:00Z');
    expect(await states('client')).toEqual(['2026-03-11 due']);
    expect(await states('expert')).toEqual(['2026-03-09 due']);
  });

  it('a placement that is heard of late begins with a whole interval', async () => {
    await test.until('2026-04-07T09:00:00Z');
    const late = await aPlacement(test);
    await test.until('2026-04-14T09:00:00Z');
    expect(await list('expert', { placementId: late.placementId })).toMatchObject([
      { dueOn: '2026-04-14', state: 'due' },
    ]);
  });
});
