import {
  communicationEvents,
  getNotice,
  listKeptMail,
  listNotices,
  paymentsEvents,
  resendNotice,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAdmin, anAe, anExpert, aTeamLead, refusalOf, type TestService } from '#libs/testing';
import { hear, monday, startNotification } from '../test-support/notification.js';
import { aCompany, anAccount, careOf, type Company, partiesOf } from '../test-support/people.js';

const { questionAnswered, questionAsked, clockBreached, clockWarned, noShow, bugReported } = communicationEvents;

describe('Notices', () => {
  let test: TestService;
  let company: Company;
  beforeAll(async () => {
    test = await startNotification();
    company = await aCompany(test);
    await test.until(monday);
  });
  afterAll(() => test?.stop());

  const noticesOf = async (aboutId: string) => (await test.ask(listNotices, anAdmin(), { aboutId, limit: 100 })).items;
  const told = async (aboutId: string) =>
    (await noticesOf(aboutId)).map(({ template, recipient }) => `${template} ${recipient.id}`).sort();
  const mailsTo = async (address: string) =>
    (await test.ask(listKeptMail, anAdmin(), { to: address, limit: 100 })).items;
  const clock = (change: object = {}) => ({
    ...{ clockId: newId(), kind: 'first-answer' as const, subjectKind: 'question' as const, subjectId: newId() },
    ...{ title: 'Coupons', targetSeconds: 3_600, startedAt: monday, dueAt: null, breachedAt: monday, late: false },
    ...partiesOf(company),
    ...careOf(company),
    percent: 50,
    ...change,
  });
  const question = (change: object = {}) => ({
    ...{
      questionId: newId(),
      subject: 'Coupons',
      body: 'Two at once?',
      askedBy: 'Carla',
      askedAt: monday,
      dueAt: null,
    },
    ...partiesOf(company),
    ...careOf(company),
    ...change,
  });

  it('PL-15: a placement’s activation welcomes every user and contact of the client, and the expert, with all they need', async () => {
    const notices = await noticesOf(company.placementId);
    expect(notices.map(({ template, state }) => `${template} ${state}`).sort()).toEqual([
      'welcome-client sent',
      'welcome-client sent',
      'welcome-expert sent',
    ]);
    expect(notices.map(({ recipient }) => recipient.kind).sort()).toEqual(['account', 'account', 'contact']);
    for (const { id } of notices) {
      const { text, html } = await test.ask(getNotice, anAdmin(), { id });
      for (const part of [text, html]) {
        expect(part).toContain('Ann Executive');
        expect(part).toMatch(/annexecutive-\w+@example\.com/);
        expect(part).toContain('Tom Lead');
        expect(part).toMatch(/tomlead-\w+@example\.com/);
        expect(part).toContain(`/v1/boards/${company.placementId}`);
        expect(part).toContain('e-mail, with a copy on the board');
        expect(part).toContain('first answer within 30 minutes');
        expect(part).toContain('How to report a problem');
        expect(part).toContain('Monday 2 March 2026, 09:00 (Europe/Berlin)');
        expect(part).not.toMatch(/85\.00|45\.00/);
      }
    }
  });

  it('who is a contact and a user, or an attendee and the expert, is told once; a disabled account is not told', async () => {
    const meeting = company;
    const [carla] = await test.query<{ email: string }>('select email from people where account_id = $1', [
      meeting.userId,
    ]);
    await anAccount(test, 'client', 'Dora Disabled', { clientId: meeting.clientId, disabled: true });
    const [ana] = await test.query<{ email: string }>('select email from people where account_id = $1', [
      meeting.expertId,
    ]);
    const meetingId = newId();
    await hear(test, communicationEvents.meetingScheduled, meetingId, {
      ...{ meetingId, kind: 'call', title: 'Review', startsAt: monday, minutes: 30, timeZone: 'Europe/Berlin' },
      ...{ what: 'scheduled', agenda: 'All', reason: null, ics: 'BEGIN:VCALENDAR', ...partiesOf(meeting) },
      attendees: [carla!, ana!, { email: 'guest@example.com' }].map(({ email }) => ({ name: 'Somebody', email })),
    });
    const people = (await noticesOf(meetingId)).map(({ recipient }) => recipient.id ?? recipient.address).sort();
    expect(people).toEqual([meeting.userId, meeting.expertId, 'guest@example.com'].sort());
  });

  it('CS-9: an answer goes to who wrote; where that is an account of somebody else, or disabled, to the client', async () => {
    const other = await anAccount(test, 'client', 'Olga Other', { clientId: newId() });
    const gone = await anAccount(test, 'client', 'Gina Gone', { clientId: company.clientId, disabled: true });
    const emails = await test.query<{ email: string }>('select email from people where account_id = any($1)', [
      [other, gone, company.leadId],
    ]);
    for (const { email: to } of [...emails, { email: null }]) {
      const questionId = newId();
      await hear(test, questionAnswered, questionId, {
        ...{ questionId, subject: 'Coupons', messageId: newId(), body: 'Yes.', by: 'Ana Šimić', kind: 'answer' },
        ...{ channel: 'email', inReplyTo: null, to, nextUpdateDue: null, at: monday },
        ...partiesOf(company),
        ...careOf(company),
      });
      expect(await told(questionId)).toEqual([`question-answered ${company.userId}`]);
    }
  });

  it('NT-1: the same event again, or its copy at the same moment, tells nobody twice', async () => {
    const asked = question();
    const id = newId();
    await hear(test, questionAsked, asked.questionId, asked, id);
    await Promise.all([1, 2, 3].map(() => hear(test, questionAsked, asked.questionId, asked, id)));
    await test.until(monday);
    expect(await told(asked.questionId)).toEqual([`question-asked ${company.expertId}`]);
    const mails = await mailsTo('ana');
    expect(mails.filter(({ subject }) => subject === 'Carla asks: Coupons')).toHaveLength(1);
  });

  it.each([
    [50, ['expertId']],
    [67, ['expertId', 'leadId']],
    [80, ['expertId', 'leadId']],
  ] as const)('CS-7: a warning at %i %% goes to %j', async (percent, who) => {
    const warned = clock({ percent });
    await hear(test, clockWarned, warned.clockId, warned);
    expect(await told(warned.clockId)).toEqual(who.map((each) => `clock-warned ${company[each]}`).sort());
  });

  it('CS-7: a breach goes to expert, team lead and account executive, also at night; a warning waits for the morning', async () => {
    const night = await startNotification({}, { now: '2026-03-06T22:00:00.000Z' });
    try {
      company = await aCompany(night);
      const [breach, warning] = [clock(), clock()];
      await hear(night, clockBreached, breach.clockId, breach);
      await hear(night, clockWarned, warning.clockId, warning);
      await night.until('2026-03-06T22:00:00.000Z');
      const of = async (aboutId: string) => (await night.ask(listNotices, anAdmin(), { aboutId })).items;
      expect((await of(breach.clockId)).map(({ state, urgent }) => [state, urgent])).toEqual(
        Array.from({ length: 3 }, () => ['sent', true]),
      );
      expect(await of(warning.clockId)).toMatchObject([{ state: 'held', notBefore: '2026-03-09T08:00:00.000Z' }]);
      await night.until('2026-03-09T07:59:59.000Z');
      expect(await of(warning.clockId)).toMatchObject([{ state: 'held' }]);
      await night.until('2026-03-09T08:00:00.000Z');
      expect(await of(warning.clockId)).toMatchObject([{ state: 'sent', sentAt: '2026-03-09T08:00:00.000Z' }]);
    } finally {
      await night.stop();
      company = await aCompany(test);
    }
  });

  it('a warning that waits for the morning is old news once the promise is broken or kept', async () => {
    const night = await startNotification({}, { now: '2026-03-06T22:00:00.000Z' });
    try {
      company = await aCompany(night);
      const [broken, kept, running] = [clock({ percent: 80 }), clock({ percent: 80 }), clock({ percent: 80 })];
      for (const each of [broken, kept, running]) await hear(night, clockWarned, each.clockId, each);
      await hear(night, clockBreached, broken.clockId, broken);
      const stopped = { ...kept, stoppedAt: monday, countedSeconds: 3_000, kept: true, because: 'done' as const };
      await hear(night, communicationEvents.clockStopped, kept.clockId, stopped);
      await night.until('2026-03-09T12:00:00.000Z');
      const of = async (aboutId: string) =>
        (await night.ask(listNotices, anAdmin(), { aboutId, template: 'clock-warned' })).items.map(
          ({ state }) => state,
        );
      expect(await of(broken.clockId)).toEqual(['skipped', 'skipped']);
      expect(await of(kept.clockId)).toEqual(['skipped', 'skipped']);
      expect(await of(running.clockId)).toEqual(['sent', 'sent']);
    } finally {
      await night.stop();
      company = await aCompany(test);
    }
  });

  it('an alarm without an account executive rings at the administrators', async () => {
    const adminId = await anAccount(test, 'admin', 'Ada Admin');
    const shiftId = newId();
    const shift = { shiftId, day: '2026-03-02', timeZone: 'Europe/Berlin', startsAt: monday, late: false };
    await hear(test, noShow, shiftId, { ...shift, ...partiesOf(company), teamLeadId: null, accountExecutiveId: null });
    expect(await told(shiftId)).toEqual([`no-show ${adminId}`]);
  });

  it('CS-6: a production bug is urgent, another is not', async () => {
    for (const [severity, urgent] of [
      ['production', true],
      ['minor', false],
    ] as const) {
      const bugId = newId();
      await hear(test, bugReported, bugId, {
        ...{ bugId, title: 'Basket', severity, description: 'Empty', reportedBy: 'Carla', reportedAt: monday },
        ...partiesOf(company),
        ...careOf(company),
      });
      expect((await noticesOf(bugId)).map((each) => each.urgent)).toEqual([urgent, urgent]);
    }
  });

  it('whose account is not known yet gets its notice once it is', async () => {
    const [expertId, payoutId] = [newId(), newId()];
    const paid = {
      payoutId,
      expertId,
      amount: { amount: '10.00', currency: 'USD' },
      bankReference: null,
      paidAt: monday,
    };
    await hear(test, paymentsEvents.payoutPaid, payoutId, paid);
    await test.until('2026-03-02T09:00:03.000Z');
    expect(await noticesOf(payoutId)).toMatchObject([{ state: 'queued', recipient: { id: expertId, address: '' } }]);
    await anAccount(test, 'expert', 'Late Larry', { accountId: expertId });
    await test.until('2026-03-02T09:00:10.000Z');
    expect(await noticesOf(payoutId)).toMatchObject([{ state: 'sent', recipient: { name: 'Late Larry' } }]);
  });

  it('whose account never comes is skipped, with the reason, and holds nothing up', async () => {
    const payoutId = newId();
    const amount = { amount: '10.00', currency: 'USD' };
    await hear(test, paymentsEvents.payoutSent, payoutId, { payoutId, expertId: newId(), amount, bankReference: null });
    await test.until('2026-03-02T12:00:00.000Z');
    expect(await noticesOf(payoutId)).toMatchObject([
      { state: 'skipped', lastError: 'Nobody is known by this account.', attempts: 0 },
    ]);
  });

  it('GW-3: everybody reads what he was told himself; account executives read all, a team lead what its people were told', async () => {
    const asked = question();
    await hear(test, questionAsked, asked.questionId, asked);
    const [notice] = await noticesOf(asked.questionId);
    const expert = anExpert(company.expertId);
    const mine = await test.ask(listNotices, expert, { aboutId: asked.questionId });
    expect(mine.items.map(({ id }) => id)).toEqual([notice!.id]);
    expect(await test.ask(getNotice, expert, { id: notice!.id })).toMatchObject({ template: 'question-asked' });
    expect(await test.ask(getNotice, anAe(), { id: notice!.id })).toMatchObject({ template: 'question-asked' });
    const lead = aTeamLead({ id: company.leadId });
    expect(await test.ask(getNotice, lead, { id: notice!.id })).toMatchObject({ template: 'question-asked' });
    for (const stranger of [anExpert(), aClientUser(company.clientId), aTeamLead()]) {
      expect((await test.ask(listNotices, stranger, { aboutId: asked.questionId })).items).toEqual([]);
      expect(await refusalOf(test.ask(getNotice, stranger, { id: notice!.id }))).toMatchObject({ kind: 'not-found' });
    }
    expect(await refusalOf(test.ask(resendNotice, aTeamLead(), { id: notice!.id }))).toMatchObject({
      kind: 'not-found',
    });
    expect(await refusalOf(test.ask(listKeptMail, expert, {}))).toMatchObject({ kind: 'forbidden' });
  });
});
