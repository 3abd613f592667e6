import type { Actor } from '#libs/access';
import {
  computeAward,
  getAwardStanding,
  listAwards,
  listAwardStandards,
  listAwardWinners,
  qualityEvents,
} from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { aPartner, eventually, type TestService } from '#libs/testing';
import { addDays } from '#libs/time';
import { complained } from '../complaints/test-support/complaints.js';
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
} from '../deliveries/test-support/told.js';
import { anAnswer } from '../test-support/answers.js';
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

const march = '2026-03-01';
const notice = 'Not winning the award has no consequence of any kind.';
const computedAt = '2026-04-03T06:00:00Z';

describe('QN-8: the award', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  /** A month without fault: everything that is measured, and some of it. */
  const faultless = async (of = placement) => {
    for (let i = 0; i < 10; i++) await came(test, of, addDays('2026-03-16', i));
    await updated(test, of, '2026-03-16', true);
    await tookBreak(test, of, '2026-03-16', false);
    await stopped(test, of, { day: '2026-03-16' });
    for (const week of ['2026-03-16', '2026-03-23']) await handedIn(test, of, week, `${addDays(week, 4)}T16:00:00Z`);
    await anAnswer(test, of, '2026-03-16', 9);
    await anAnswer(test, of, '2026-03-09', null);
  };
  const computed = () => test.told(qualityEvents.awardComputed);
  const awards = async (actor: Actor, filter = {}) => (await test.ask(listAwards, actor, filter)).items;
  const winners = async (actor: Actor) => {
    const { items, month } = await test.ask(listAwardWinners, actor, {});
    return [month, ...items.map(({ expertName }) => expertName)];
  };

  it('a month without fault is won; on the 3rd everybody knows who won, and nothing else', async () => {
    await faultless();
    const other = await aPlacement(test, { expert: { ...anExpert(), name: 'Bo Late' } });
    for (let i = 0; i < 12; i++) await came(test, other, addDays('2026-03-16', i), i === 3 ? 7 : 0);
    for (const week of ['2026-03-16', '2026-03-23']) await handedIn(test, other, week, '2026-03-20T16:00:00Z');
    await test.until('2026-04-03T05:59:59Z');
    expect(await winners(placement.client)).toEqual([null]);
    await test.until(computedAt);
    expect(await winners(placement.client)).toEqual([march, 'Ana Šimić']);
    expect(await winners(other.expert)).toEqual([march, 'Ana Šimić']);
    const facts = (await computed()).map(({ expertId, month, won, missed }) => [expertId, month, won, missed]);
    expect(facts).toHaveLength(2);
    expect(facts).toContainEqual([placement.expert.id, march, true, []]);
    expect(facts).toContainEqual([other.expert.id, march, false, ['Always punctual']]);
    await test.until('2026-05-03T06:00:00Z');
    expect((await computed()).map(({ month }) => month)).toEqual([march, march, '2026-04-01', '2026-04-01']);
    expect(await winners(placement.client)).toEqual(['2026-04-01']);
  });

  it.each<[string, string, (of: TestPlacement) => Promise<unknown>, string]>([
    ['a missed update', 'updates', (of) => updated(test, of, '2026-03-12', false), '2026-03-12'],
    ['a late start', 'punctual', (of) => came(test, of, '2026-03-31', 1), '2026-03-31'],
    ['a no-show', 'punctual', (of) => didNotCome(test, of, '2026-03-12'), '2026-03-12'],
    ['a complaint', 'complaints', (of) => complained(test, of, '2026-03-31T21:59:00Z'), '2026-03-31'],
    ['a late answer', 'answers', (of) => breached(test, of, { day: '2026-03-12' }), '2026-03-12'],
    [
      'a late update that was promised',
      'answers',
      (of) => breached(test, of, { kind: 'promised-update', day: '2026-03-12' }),
      '2026-03-12',
    ],
    ['a late week', 'hours', (of) => handedIn(test, of, '2026-03-09', '2026-03-17T09:00:00Z'), '2026-03-16'],
    ['a week never handed in', 'hours', (of) => came(test, of, '2026-03-09'), '2026-03-16'],
    ['an answer of 8', 'nps', (of) => anAnswer(test, of, '2026-03-23', 8), '2026-03-29'],
    ['a late break', 'breaks', (of) => breakOverran(test, of, '2026-03-12'), '2026-03-12'],
  ])('%s misses one standard, and the expert sees which, and when', async (_, key, happened, day) => {
    await faultless();
    await happened(placement);
    await test.until(computedAt);
    const [award] = await awards(placement.expert);
    expect(award).toMatchObject({ won: false, expertName: 'Ana Šimić', month: march, computedBy: 'Shoreline' });
    const missed = award!.standards.filter(({ result }) => result === 'missed');
    expect(missed.map((standard) => [standard.key, standard.missed.map((miss) => miss.day)])).toEqual([[key, [day]]]);
    expect(await winners(anAe())).toEqual([march]);
  });

  it.each<[string, (of: TestPlacement) => Promise<unknown>]>([
    ['a late fix, which is no standard', (of) => breached(test, of, { kind: 'fix', day: '2026-03-12' })],
    ['corrected hours', (of) => approved(test, of, { taskId: of.placementId, day: '2026-03-12', minutes: -60 })],
    ['a complaint of the next month', (of) => complained(test, of, '2026-03-31T22:00:00Z')],
    ['an answer of a week that ends in the next month', (of) => anAnswer(test, of, '2026-03-30', 2)],
    ['a week due in the next month', (of) => handedIn(test, of, '2026-03-30', '2026-04-30T09:00:00Z')],
    ['a week due in the next month and not handed in', (of) => updated(test, of, '2026-03-30', true)],
    ['a late start in the month before', (of) => came(test, of, '2026-02-20', 5)],
  ])('%s costs nothing', async (_, happened) => {
    await faultless();
    await happened(placement);
    await test.until(computedAt);
    expect(await winners(anAe())).toEqual([march, 'Ana Šimić']);
  });

  it('all placements of an expert count together; who had none in the month is not judged', async () => {
    await faultless();
    const second = await aPlacement(test, { expert: placement.expert });
    await came(test, second, '2026-03-20', 3);
    const gone = await aPlacement(test);
    await end(test, gone, '2026-02-27');
    const later = await aPlacement(test, { terms: { startsOn: '2026-04-01' } });
    await test.until(computedAt);
    expect((await awards(anAe())).map(({ expertId, won }) => [expertId, won])).toEqual([[placement.expert.id, false]]);
    expect(await awards(anAe(), { expertId: later.expert.id })).toEqual([]);
  });

  it('too little measured is not won', async () => {
    await came(test, placement, '2026-03-30');
    await test.until(computedAt);
    expect(await awards(placement.expert)).toMatchObject([{ won: false, measured: 1 }]);
    expect(await computed()).toMatchObject([{ won: false, missed: [] }]);
  });

  it('computed again with what came late, and told only when it says something else', async () => {
    await faultless();
    await test.until(computedAt);
    const again = () => test.ask(computeAward, anAe(), { month: march });
    expect(await again()).toEqual({ month: march, experts: 1, winners: 1, changed: 0, notice });
    await updated(test, placement, '2026-03-17', true);
    expect(await again()).toMatchObject({ changed: 0 });
    expect(await awards(placement.expert)).toMatchObject([{ measured: 17, computedBy: 'Ann Executive' }]);
    await updated(test, placement, '2026-03-13', false);
    // Both have begun before the first can write.
    const atOnce: ReturnType<typeof again>[] = [];
    await test.app.get(Transactions).run(async (tx) => {
      await tx.query('select from award_standings for update');
      atOnce.push(again(), again());
      await eventually('both wait', async () => {
        const waiting = `select distinct pid from pg_locks join pg_stat_activity using (pid)
          where not granted and datname = current_database()`;
        return (await test.query(waiting)).length === 2;
      });
    });
    const both = await Promise.all(atOnce);
    expect(both.map(({ changed }) => changed).toSorted((one, other) => one - other)).toEqual([0, 1]);
    const [first, second, ...more] = await computed();
    expect(more).toEqual([]);
    expect([first!.won, second!.won]).toEqual([true, false]);
    expect(second).toMatchObject({ awardId: first!.awardId, missed: ['No missed update'] });
  });

  it('a month that runs is not computed', async () => {
    for (const month of [march, '2026-04-01']) {
      expect(await test.refusal(computeAward, anAe(), { month })).toMatchObject({
        ...{ code: 'quality.month-not-over', rule: 'QN-8', errors: [{ field: 'month' }] },
      });
    }
    expect((await test.refusal(computeAward, anAe(), { month: '2026-02-02' })).code).toBe('request.invalid');
  });

  it('everybody sees its own standing while the month runs, with what was missed', async () => {
    await faultless();
    const { expert, lead } = placement;
    const standing = (actor: Actor) => test.ask(getAwardStanding, actor, { expertId: expert.id });
    expect(await standing(expert)).toMatchObject({ month: march, won: true, notice });
    await came(test, placement, '2026-03-30', 4);
    const now = await standing(expert);
    expect(now.won).toBe(false);
    expect(now.standards.find(({ key }) => key === 'punctual')).toMatchObject({
      ...{ text: 'Always punctual', result: 'missed', counted: 11, missed: [{ what: 'show-time', day: '2026-03-30' }] },
    });
    expect(await standing(lead)).toEqual(now);
    for (const stranger of [anExpert(), aTeamLead()]) {
      expect((await test.refusal(getAwardStanding, stranger, { expertId: expert.id })).code).toBe(
        'access.no-such-expert',
      );
    }
    expect((await test.refusal(getAwardStanding, placement.client, { expertId: expert.id })).code).toBe('access.role');
  });

  it('GW-3: nobody sees the misses of others; a team lead those of its people', async () => {
    await faultless();
    const other = await aPlacement(test);
    await came(test, other, '2026-03-16', 5);
    await test.until(computedAt);
    const seen = async (actor: Actor) => (await awards(actor)).map(({ expertId }) => expertId).toSorted();
    const [mine, theirs] = [placement.expert.id, other.expert.id];
    expect(await seen(placement.expert)).toEqual([mine]);
    expect(await seen(other.lead)).toEqual([theirs]);
    expect(await seen(anAdmin())).toEqual([mine, theirs].toSorted());
    expect((await awards(anAe(), { won: 'true' })).map(({ expertId }) => expertId)).toEqual([mine]);
    const asked = test.refusal(listAwards, placement.expert, { expertId: theirs });
    expect((await asked).code).toBe('access.no-such-expert');
    for (const actor of [placement.client, aClientUser()]) {
      expect((await test.refusal(listAwards, actor, {})).code).toBe('access.role');
      expect((await test.refusal(computeAward, actor, { month: march })).code).toBe('access.role');
    }
    for (const contract of [listAwardWinners, listAwardStandards]) {
      expect((await test.refusal(contract, aPartner(), {})).code).toBe('access.role');
    }
  });

  it('standards are published, and wherever it is shown, it says that not winning has no consequence', async () => {
    const standards = await test.ask(listAwardStandards, placement.client, {});
    expect(standards.items.map(({ text }) => text)).toEqual([
      ...['No missed update', 'Always punctual', 'No complaint', 'Every answer in time', 'Hours in on time'],
      ...['NPS at least 9 from every answer', 'No late break'],
    ]);
    const shown = [
      standards,
      await test.ask(getAwardStanding, placement.expert, { expertId: placement.expert.id }),
      await test.ask(listAwards, placement.expert, {}),
      await test.ask(listAwardWinners, placement.expert, {}),
    ];
    for (const answer of shown) expect(answer.notice).toBe(notice);
  });
});
