import { getProgramme, listProgrammes, placementEvents, publishProgramme } from '#libs/contracts';
import { programmeTerms, type TestService } from '#libs/testing';
import { anAdmin, anAe, anExpert, aPartner, aPayroll } from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';
import { ProgrammeNews } from './programme-news.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const same = {
  serviceHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  noShowMinutes: 30,
  silenceMinutes: 120,
  nextAnswerMinutes: 60,
  checkingUpdateMinutes: 60,
  warnAtPercent: [50, 80],
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120, aroundTheClock: true },
  mistakeToldMinutes: 30,
  npsEveryDays: 7,
  floorRates: {
    'eu-asia': { amount: '50.00', currency: 'USD' },
    'us-western-europe': { amount: '100.00', currency: 'USD' },
  },
  settlementEveryDays: 14,
  payoutPromiseHours: 24,
  referralCommissionPercent: 25,
  commissionOnOwnHours: false,
  firstRefusalHours: 24,
  readyToStartHours: 24,
};

it("ships section 1's three programmes, term by term", async () => {
  const { items } = await service.ask(listProgrammes, anExpert(), {});
  expect(items.map(({ id, version }) => [id, version])).toEqual([
    ['client-based', 1],
    ['delivery-method', 1],
    ['network', 1],
  ]);
  expect(Object.fromEntries(items.map(({ id, terms }) => [id, terms]))).toEqual({
    'client-based': {
      ...same,
      minimumExperienceYears: 5,
      minimumEnglish: 'C1',
      shortestEngagementMonths: 6,
      engagementKinds: ['full-time'],
      hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 },
      showTimeToleranceMinutes: 5,
      breakNotices: true,
      firstAnswerMinutes: 60,
      oneToOneEveryDays: { expert: 14, client: 30 },
    },
    'delivery-method': {
      ...same,
      minimumExperienceYears: 3,
      minimumEnglish: 'B2',
      shortestEngagementMonths: 1,
      engagementKinds: ['full-time', 'part-time'],
      hourlyUpdate: null,
      showTimeToleranceMinutes: 15,
      breakNotices: false,
      firstAnswerMinutes: 30,
      oneToOneEveryDays: { expert: 7, client: 14 },
    },
    network: {
      ...same,
      minimumExperienceYears: 3,
      minimumEnglish: 'B2',
      shortestEngagementMonths: 0,
      engagementKinds: ['full-time', 'part-time', 'hourly'],
      hourlyUpdate: null,
      showTimeToleranceMinutes: null,
      breakNotices: false,
      firstAnswerMinutes: 60,
      oneToOneEveryDays: { expert: 30, client: 30 },
    },
  });
});

it('publishes the next version and keeps the one before as it was', async () => {
  const before = await service.ask(getProgramme, anAe(), { id: 'network' });
  const terms = { ...before.terms, firstAnswerMinutes: 45 };
  const after = await service.ask(publishProgramme, anAdmin(), { id: 'network', name: 'Network', terms });
  expect(after).toMatchObject({ version: 2, publishedBy: 'Ada Admin', terms: { firstAnswerMinutes: 45 } });
  expect(await service.ask(getProgramme, anAe(), { id: 'network' })).toEqual(after);
  expect(await service.ask(getProgramme, anAe(), { id: 'network', version: 1 })).toEqual(before);
});

it('tells of every version once, in order: of those that were there before at start, of a new one at once', async () => {
  const told = async () => {
    const events = await service.told(placementEvents.programmePublished);
    return events.map(({ programme, version, terms }) => `${programme} ${version} ${terms.referralCommissionPercent}`);
  };
  const start = () => service.app.get(ProgrammeNews).onApplicationBootstrap();
  await Promise.all([start(), start()]);
  const started = (await told()).toSorted();
  expect(started).toEqual(['client-based 1 25', 'delivery-method 1 25', 'network 1 25', 'network 2 25']);
  const { terms } = await service.ask(getProgramme, anAe(), { id: 'client-based' });
  const input = { id: 'client-based', name: 'Client-based', terms: { ...terms, referralCommissionPercent: 20 } };
  await service.ask(publishProgramme, anAdmin(), input);
  await start();
  const now = await told();
  expect(now.at(-1)).toBe('client-based 2 20');
  expect(now).toHaveLength(5);
  // As after an update: nobody had been told of any.
  await service.query('delete from outbox');
  await service.query(`delete from event_version where aggregate_id like 'programme/%'`);
  await start();
  expect(await told()).toEqual([
    ...['client-based 1 25', 'client-based 2 20', 'delivery-method 1 25', 'network 1 25', 'network 2 25'],
  ]);
});

it('gives two administrators who publish at once two versions, or one of them a refusal', async () => {
  const { terms } = await service.ask(getProgramme, anAe(), { id: 'network' });
  const publish = () => service.ask(publishProgramme, anAdmin(), { id: 'rush', name: 'Rush', terms });
  const results = await Promise.allSettled([publish(), publish(), publish()]);
  const versions = results
    .flatMap((each) => (each.status === 'fulfilled' ? [each.value.version] : []))
    .toSorted((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  for (const each of results) {
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'placement.published-meanwhile' });
  }
});

it('is published as before by who does not know of the terms of priority (RC-6)', async () => {
  const { commissionOnOwnHours, firstRefusalHours, ...terms } = programmeTerms;
  const input = { id: 'of-old', name: 'Of old', terms };
  expect(await service.ask(publishProgramme, anAdmin(), input)).toMatchObject({
    terms: { ...terms, commissionOnOwnHours: false, firstRefusalHours: 24 },
  });
});

it('lets only an administrator publish', async () => {
  const { terms } = await service.ask(getProgramme, anAe(), { id: 'network' });
  const input = { id: 'network', name: 'Network', terms };
  expect(await service.refusal(publishProgramme, anAe(), input)).toMatchObject({ kind: 'forbidden' });
});

it('is read by staff, clients and experts', async () => {
  for (const actor of [aPartner(), aPayroll()]) {
    expect(await service.refusal(listProgrammes, actor, {})).toMatchObject({ kind: 'forbidden' });
    expect(await service.refusal(getProgramme, actor, { id: 'network' })).toMatchObject({ kind: 'forbidden' });
  }
});

it('answers 404 for a programme and a version nobody published', async () => {
  expect(await service.refusal(getProgramme, anAe(), { id: 'nobodys' })).toMatchObject({ kind: 'not-found' });
  expect(await service.refusal(getProgramme, anAe(), { id: 'network', version: 99 })).toMatchObject({
    kind: 'not-found',
  });
});

it.each(['update programmes set name = name', 'delete from programmes'])('the database refuses: %s', async (sql) => {
  await expect(service.query(sql)).rejects.toThrow('permission denied');
});
