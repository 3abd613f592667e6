import fc from 'fast-check';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aPlacement, partiesOf, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import {
  approved,
  breached,
  breakOverran,
  came,
  didNotCome,
  handedIn,
  stopped,
  tookBreak,
  updated,
} from './test-support/told.js';

describe('QN-5: what was delivered', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const rows = (of = placement) =>
    test.query(
      `select kind, subject_id as id, to_char(day, 'YYYY-MM-DD') as day, amount::float8, target::float8, kept
       from deliveries where placement_id = $1 order by kind, subject_id`,
      [of.placementId],
    );

  it('clocks: seconds counted, of seconds promised; a broken one took all of them at least', async () => {
    const [kept, broken] = [newId(), newId()];
    await stopped(test, placement, { day: '2026-03-02', minutes: 12, clockId: kept });
    await breached(test, placement, { day: '2026-03-03', clockId: broken });
    expect(await rows()).toMatchObject([
      { kind: 'first-answer', id: kept, day: '2026-03-02', amount: 720, target: 1_800, kept: true },
      { id: broken, day: '2026-03-03', amount: 1_800, target: 1_800, kept: false },
    ]);
    await stopped(test, placement, { day: '2026-03-03', minutes: 45, clockId: broken });
    expect((await rows())[1]).toMatchObject({ amount: 2_700, kept: false });
  });

  it('a clock that rests with its placement says nothing, until it is done; broken before, it says so', async () => {
    const clockId = newId();
    await stopped(test, placement, { day: '2026-03-02', because: 'paused', clockId });
    await stopped(test, placement, { day: '2026-03-02', because: 'ended' });
    expect(await rows()).toEqual([]);
    await stopped(test, placement, { day: '2026-03-02', minutes: 20, clockId });
    await stopped(test, placement, { day: '2026-03-03', minutes: 50, because: 'ended', kept: false });
    expect(await rows()).toMatchObject([
      { id: clockId, amount: 1_200, kept: true },
      { amount: 3_000, kept: false },
    ]);
  });

  it('days are where the placement is', async () => {
    const inZone = async (timeZone: string, time: string) => {
      const there = await aPlacement(test, { terms: { timeZone } });
      await stopped(test, there, { day: '2026-03-03', time });
      return rows(there);
    };
    expect(await inZone('America/Los_Angeles', '06:00')).toMatchObject([{ day: '2026-03-02' }]);
    expect(await inZone('Europe/Berlin', '06:00')).toMatchObject([{ day: '2026-03-03' }]);
    expect(await inZone('Pacific/Kiritimati', '12:00')).toMatchObject([{ day: '2026-03-04' }]);
  });

  it('QN-8: hours are in on time until Monday midnight, where the placement is', async () => {
    const [inTime, late, again] = [newId(), newId(), newId()];
    await handedIn(test, placement, '2026-03-02', '2026-03-09T22:59:59Z', inTime);
    await handedIn(test, placement, '2026-03-02', '2026-03-09T23:00:00Z', late);
    await handedIn(test, placement, '2026-03-02', '2026-03-06T16:00:00Z', again);
    await handedIn(test, placement, '2026-03-02', '2026-03-12T16:00:00Z', again);
    const kept = Object.fromEntries(
      (await rows()).map((row) => [(row as { id: string }).id, (row as { kept: boolean }).kept]),
    );
    expect(kept).toEqual({ [inTime]: true, [late]: false, [again]: true });
    expect(await rows()).toMatchObject([{ day: '2026-03-09' }, {}, {}]);
  });

  it('what needs a placement that is not known yet waits for it', async () => {
    const unknown = { ...placement, placementId: newId() };
    await expect(stopped(test, unknown, { day: '2026-03-02' })).rejects.toThrow("isn't known yet");
    // What names its day needs none.
    await came(test, unknown, '2026-03-02');
    expect(await rows(unknown)).toMatchObject([{ kind: 'show-time', kept: true }]);
  });

  it('TS-10: hours by task, told twice or once, corrections too, against its latest estimate', async () => {
    const taskId = newId();
    await approved(test, placement, { taskId, day: '2026-03-04', minutes: -60, estimate: 300 });
    await approved(test, placement, { taskId, day: '2026-03-02', minutes: 300, estimate: 200 });
    const line = { taskId, day: '2026-03-03', minutes: 60, estimate: 400, entryId: newId() };
    for (const copy of [line, line]) await approved(test, placement, copy);
    expect(
      await test.query(`select minutes::float8, estimate::float8, to_char(day, 'YYYY-MM-DD') as day from task_actuals`),
    ).toEqual([{ minutes: 300, estimate: 300, day: '2026-03-04' }]);
  });

  /** One of the things that may be told of a few promises and pieces of work: which, of which, and how it went. */
  const telling = (n: number, ids: readonly string[]) => {
    const [what, which, how] = [n % 9, Math.floor(n / 9) % ids.length, Math.floor(n / 27)];
    const id = ids[which]!;
    const day = `2026-03-${String(2 + (how % 27)).padStart(2, '0')}`;
    // A clock and a shift are of one day, however often they are told of.
    const own = `2026-03-0${2 + which}`;
    return [
      (of: TestPlacement) => stopped(test, of, { day: own, minutes: how % 90, clockId: id }),
      (of: TestPlacement) => stopped(test, of, { day: own, minutes: how % 20, because: 'paused', clockId: id }),
      (of: TestPlacement) => breached(test, of, { day: own, clockId: id }),
      (of: TestPlacement) => came(test, of, own, how % 3, id),
      (of: TestPlacement) => didNotCome(test, of, own, id),
      (of: TestPlacement) => updated(test, of, own, how % 2 === 0, id),
      (of: TestPlacement) => tookBreak(test, of, own, how % 2 === 0, id),
      (of: TestPlacement) => breakOverran(test, of, own, id),
      (of: TestPlacement) => handedIn(test, of, '2026-03-02', `${day}T10:00:00Z`, id),
    ][what]!;
  };

  it('told twice, late and in any order, the rows are the same', async () => {
    const histories = fc
      .array(fc.nat(2_699), { minLength: 1, maxLength: 30 })
      .chain((told) =>
        fc.tuple(
          fc.constant(told),
          fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2, maxLength: told.length * 2 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(histories, async ([told, shuffled]) => {
        const ids = Array.from({ length: 3 }, () => newId());
        const of = { ...(await aPlacement(test)), ...{ expert: placement.expert } };
        for (const n of told) await telling(n, ids)(of);
        const expected = await rows(of);
        await test.query('delete from deliveries');
        for (const n of shuffled) await telling(n, ids)(of);
        expect(await rows(of)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('belongs to its placement, client and expert', async () => {
    await came(test, placement, '2026-03-02');
    expect(
      await test.query(
        'select placement_id as "placementId", client_id as "clientId", expert_id as "expertId" from deliveries',
      ),
    ).toEqual([partiesOf(placement)]);
  });
});
