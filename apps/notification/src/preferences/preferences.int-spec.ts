import {
  changePreferences,
  communicationEvents,
  getPreferences,
  listKeptMail,
  listNotices,
  listTemplates,
  paymentsEvents,
  previewTemplate,
  timesheetEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAdmin, anAe, anExpert, refusalOf, type TestService } from '#libs/testing';
import { hear, startNotification } from '../test-support/notification.js';
import { aCompany, anAccount, type Company, partiesOf } from '../test-support/people.js';

const { taskOverran, sheetReturned } = timesheetEvents;
const friday = '2026-03-27T12:00:00.000Z';

describe('Preferences', () => {
  let test: TestService;
  let company: Company;
  beforeEach(async () => {
    test = await startNotification({}, { now: friday });
    company = await aCompany(test);
    await test.until(friday);
  });
  afterEach(() => test?.stop());

  const me = () => anExpert(company.expertId);
  const read = () => test.ask(getPreferences, me(), { accountId: company.expertId });
  const change = (wish: object, version = 1, by = me()) =>
    test.ask(changePreferences, by, { accountId: company.expertId, version, change: wish });
  const overrun = async () => {
    const taskId = newId();
    const { placementId } = company;
    const [estimateMinutes, reportedMinutes] = [600, 490];
    await hear(test, taskOverran, taskId, { taskId, placementId, estimateMinutes, reportedMinutes, percent: 81 });
    return taskId;
  };
  const returned = async () => {
    const sheetId = newId();
    const sheet = { sheetId, week: '2026-03-23', reason: 'Tuesday, please' };
    await hear(test, sheetReturned, sheetId, { ...sheet, ...partiesOf(company) });
    return sheetId;
  };
  const mine = async (filter: object = {}) =>
    (await test.ask(listNotices, anAdmin(), { recipientId: company.expertId, ...filter, limit: 100 })).items;
  const state = async (aboutId: string) => (await mine({ aboutId }))[0]!;

  it('begin with the person’s own zone and office hours, and change by version', async () => {
    expect(await read()).toEqual({
      accountId: company.expertId,
      timeZone: 'Europe/Zagreb',
      workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      digestAt: '09:00',
      channel: 'email',
      topics: {},
      version: 1,
    });
    expect(await change({ digestAt: '18:30' })).toMatchObject({ digestAt: '18:30', version: 2 });
    expect(await refusalOf(change({ digestAt: '07:00' }))).toMatchObject({ code: 'request.stale' });
    expect(await read()).toMatchObject({ digestAt: '18:30', version: 2 });
    expect(
      await test.ask(getPreferences, aClientUser(company.clientId), { accountId: company.userId }).catch(() => 'no'),
    ).toBe('no');
    const carla = { ...aClientUser(company.clientId), id: company.userId };
    expect(await test.ask(getPreferences, carla, { accountId: company.userId })).toMatchObject({
      timeZone: 'Europe/Berlin',
    });
  });

  it('two first changes at once: one of them is told', async () => {
    const both = await Promise.allSettled([change({ digestAt: '07:00' }), change({ digestAt: '08:00' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('GW-3: nobody’s but one’s own, and staff’s to help with', async () => {
    for (const stranger of [anExpert(), aClientUser(company.clientId)])
      expect(await refusalOf(change({ digestAt: '07:00' }, 1, stranger))).toMatchObject({ kind: 'not-found' });
    expect(await change({ digestAt: '07:00' }, 1, anAe())).toMatchObject({ version: 2 });
    const nobody = test.ask(getPreferences, anAe(), { accountId: newId() });
    expect(await refusalOf(nobody)).toMatchObject({ kind: 'not-found' });
  });

  it.each([
    ['a zone that is none', { timeZone: 'Europe/Nowhere' }],
    ['hours that end before they begin', { workingHours: [{ days: [1], from: '17:00', to: '09:00' }] }],
    ['a time that is none', { digestAt: '25:00' }],
    ['a topic that is none', { topics: { gossip: 'off' } }],
    ['a field nobody knows', { colour: 'blue' }],
  ])('refuse %s', async (_, wish) => expect(await refusalOf(change(wish))).toMatchObject({ kind: 'invalid' }));

  it('a topic that is off is skipped, with the reason; a breach goes out all the same', async () => {
    await change({ topics: { hours: 'off', promises: 'off' } });
    expect(await state(await overrun())).toMatchObject({
      state: 'skipped',
      lastError: expect.stringContaining('hours'),
    });
    const clockId = newId();
    await hear(test, communicationEvents.clockBreached, clockId, {
      ...{ clockId, kind: 'fix', subjectKind: 'bug', subjectId: newId(), title: 'Basket', targetSeconds: 60 },
      ...{ startedAt: friday, breachedAt: friday, late: false, ...partiesOf(company) },
      ...{ assignedTo: company.expertId, teamLeadId: null, accountExecutiveId: null },
    });
    await test.until(friday);
    expect(await state(clockId)).toMatchObject({ state: 'sent' });
  });

  it('the digest: one mail a day, in working hours, over the weekend on which clocks change', async () => {
    await change({ topics: { hours: 'digest' }, digestAt: '08:30' });
    const [first, second] = [await overrun(), await returned()];
    expect(await state(first)).toMatchObject({ state: 'digest', notBefore: '2026-03-28T07:30:00.000Z' });
    await test.until('2026-03-28T20:00:00.000Z');
    const third = await overrun();
    // The digests of the weekend wait for Monday 9:00, an hour earlier in UTC than the Monday before.
    await test.until('2026-03-30T06:59:59.000Z');
    expect(await state(first)).toMatchObject({ state: 'digest' });
    await test.until('2026-03-30T07:00:00.000Z');
    expect(await state(first)).toMatchObject({ state: 'sent', sentAt: '2026-03-30T07:00:00.000Z' });
    expect(await state(second)).toMatchObject({ state: 'sent', sentAt: '2026-03-30T07:00:00.000Z' });
    expect(await state(third)).toMatchObject({ state: 'sent', sentAt: '2026-03-30T07:00:00.000Z' });
    expect((await test.ask(listKeptMail, anAdmin(), { q: 'Your day in one notice' })).items).toHaveLength(1);
    const { items } = await test.ask(listKeptMail, anAdmin(), { q: 'Your day in 2 notices' });
    expect(items).toHaveLength(1);
    expect(items[0]!.text).toContain('81 % of its estimate');
    expect(items[0]!.text).toContain('> Blue Heron asks you');
    await test.until('2026-04-02T12:00:00.000Z');
    expect((await test.ask(listKeptMail, anAdmin(), { q: 'Your day in' })).items).toHaveLength(2);
  });

  it('what is held is decided anew when somebody changes its hours', async () => {
    await test.until('2026-03-27T20:00:00.000Z');
    const about = await overrun();
    await test.until('2026-03-27T20:00:00.000Z');
    expect(await state(about)).toMatchObject({ state: 'held', notBefore: '2026-03-30T07:00:00.000Z' });
    await change({ workingHours: [{ days: [6], from: '10:00', to: '12:00' }] });
    await test.until('2026-03-27T20:00:00.000Z');
    expect(await state(about)).toMatchObject({ state: 'held', notBefore: '2026-03-28T09:00:00.000Z' });
    await change({ workingHours: [] }, 2);
    await test.until('2026-03-27T20:00:00.000Z');
    expect(await state(about)).toMatchObject({ state: 'sent', sentAt: '2026-03-27T20:00:00.000Z' });
  });

  it('who works in the evening by contract is told in the evening', async () => {
    company = await aCompany(test, { shifts: [{ days: [5], from: '18:00', to: '23:00' }] });
    await test.until('2026-03-27T20:00:00.000Z');
    const about = await overrun();
    await test.until('2026-03-27T20:00:00.000Z');
    expect(await state(about)).toMatchObject({ state: 'sent' });
  });

  it('bank details never reach this service’s tables', async () => {
    const payoutId = newId();
    await hear(test, paymentsEvents.payoutApproved, payoutId, {
      ...{ payoutId, expertId: company.expertId, amount: { amount: '10.00', currency: 'USD' }, promisedBy: friday },
      ...{
        approvedBy: 'Ann',
        beneficiary: { kind: 'iban', holder: 'Ana', iban: 'HR1210010051863000160', bic: 'ZABAHR2X' },
      },
    });
    await test.until(friday);
    expect(await state(payoutId)).toMatchObject({ state: 'sent' });
    expect(JSON.stringify(await test.query('select * from notices'))).not.toContain('HR12');
    expect(JSON.stringify(await test.query('select * from kept_mail'))).not.toContain('HR12');
  });

  it('templates are listed and previewed by staff', async () => {
    const { items } = await test.ask(listTemplates, anAe(), {});
    expect(items.length).toBeGreaterThan(40);
    for (const { name } of items) {
      const { subject, text, html } = await test.ask(previewTemplate, anAe(), { name });
      expect([subject, text, html].every(Boolean)).toBe(true);
    }
    expect(await refusalOf(test.ask(previewTemplate, anAe(), { name: 'nonsense' }))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(test.ask(listTemplates, me(), {}))).toMatchObject({ kind: 'forbidden' });
  });

  it('whoever is disabled meanwhile gets nothing of what waited', async () => {
    await change({ topics: { hours: 'digest' }, workingHours: [{ days: [1], from: '09:00', to: '17:00' }] });
    const [gathered, held] = [await returned(), await overrun()];
    await anAccount(test, 'expert', 'Ana Simic', { accountId: company.expertId, disabled: true });
    await test.until('2026-03-30T12:00:00.000Z');
    expect(await state(held)).toMatchObject({ state: 'skipped', lastError: 'The account is disabled.' });
    expect(await state(gathered)).toMatchObject({ state: 'skipped' });
    expect(await mine({ template: 'digest' })).toMatchObject([{ state: 'skipped' }]);
  });
});
