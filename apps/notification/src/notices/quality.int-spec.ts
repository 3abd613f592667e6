import {
  changePreferences,
  getNotice,
  getPreferences,
  listKeptMail,
  listNotices,
  placementEvents,
  qualityEvents,
} from '#libs/contracts';
import { linkedId } from '#libs/links';
import { newId } from '#libs/persistence';
import { aClientUser, anAdmin, anAe, type TestService } from '#libs/testing';
import { hear, linkKey, monday, startNotification } from '../test-support/notification.js';
import { aCompany, anAccount, careOf, type Company, partiesOf } from '../test-support/people.js';
import { SmtpCatcher } from '../test-support/smtp-catcher.js';

const { questionnaireSent, questionnaireReminded, questionnaireAnswered } = qualityEvents;
const { caseOpened, caseOverdue, caseClosed, oneToOneDue, clientReportReady, awardComputed } = qualityEvents;
const { clientLost, conductAnswered, terminationProposed } = placementEvents;
const friday = '2026-03-06T19:00:00.000Z';

describe('Notices of quality', () => {
  let test: TestService;
  let company: Company;
  let adminId: string;
  beforeAll(async () => {
    test = await startNotification();
    company = await aCompany(test);
    adminId = await anAccount(test, 'admin', 'Ada Admin');
    await test.until(monday);
  });
  afterAll(() => test?.stop());

  const noticesOf = async (aboutId: string) => (await test.ask(listNotices, anAdmin(), { aboutId, limit: 100 })).items;
  const told = async (aboutId: string) =>
    (await noticesOf(aboutId)).map(({ template, recipient }) => `${template} ${recipient.id}`).sort();
  const mailsTo = async (to: string) => (await test.ask(listKeptMail, anAdmin(), { to, limit: 100 })).items;
  const emailOf = async (accountId: string): Promise<string> => {
    const people = await test.query<{ email: string }>('select email from people where account_id = $1', [accountId]);
    return people[0]!.email;
  };
  const questionnaire = (change: object = {}) => ({
    questionnaireId: newId(),
    clientId: company.clientId,
    addressee: { id: newId(), name: 'Otto Office', email: `otto-${newId()}@example.com` },
    week: '2026-03-02',
    about: [
      { placementId: company.placementId, title: 'Storefront', expertName: 'Ana Šimić' },
      { placementId: newId(), title: 'Stock', expertName: 'Bo Li' },
    ],
    closesAt: '2026-03-08T23:00:00.000Z',
    ...change,
  });
  type Asked = ReturnType<typeof questionnaire>;
  const answered = (asked: { questionnaireId: string }) => ({
    ...{ questionnaireId: asked.questionnaireId, clientId: company.clientId, week: '2026-03-02' },
    ...{ items: [{ placementId: company.placementId, expertId: company.expertId, score: 9 }], answeredAt: monday },
  });

  it('QN-1: a contact gets one mail for all its placements, at the hour it was sent, with a link that opens', async () => {
    const asked = questionnaire();
    await test.until(friday);
    const { questionnaireId: id } = asked;
    const eventId = await hear(test, questionnaireSent, id, asked);
    await hear(test, questionnaireSent, id, asked, eventId);
    await test.until(friday);
    const mails = await mailsTo(asked.addressee.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['How was your week with Ana Šimić and Bo Li?']);
    const [{ text, html }] = mails as [(typeof mails)[0]];
    for (const part of [text, html]) {
      const [, token] = /http:\/\/127\.0\.0\.1:3000\/q\/([\w-]+)/.exec(part)!;
      expect(linkedId(linkKey, 'questionnaire', token!)).toBe(id);
      expect(part).toContain('Sunday 8 March 2026, 23:59 (Europe/Berlin)');
    }
    expect(text).toContain('Hello Otto Office');
    expect(await noticesOf(id)).toMatchObject([
      { recipient: { kind: 'contact', id: asked.addressee.id }, state: 'sent' },
    ]);
  });

  it('QN-1: nobody who reads the log could answer for the contact', async () => {
    const asked = questionnaire();
    await hear(test, questionnaireSent, asked.questionnaireId, asked);
    await test.until(friday);
    const { id } = (await noticesOf(asked.questionnaireId))[0]!;
    const shown = await test.ask(getNotice, anAe(), { id });
    for (const part of [shown.text, shown.html]) {
      const [, token] = /\/q\/([\w-]+)/.exec(part)!;
      expect(token).toBe(asked.questionnaireId);
      expect(linkedId(linkKey, 'questionnaire', token!)).toBeNull();
    }
    const stored = await test.query('select 1 from notices where (text || html) ~ $1', ['/q/[A-Za-z0-9_-]{48}']);
    expect(stored).toEqual([]);
  });

  it('QN-1: a contact with an account is told as that, and may switch questionnaires off', async () => {
    const accountId = await anAccount(test, 'client', 'Paula Picky', { clientId: company.clientId });
    const addressee = { id: newId(), name: 'Paula', email: (await emailOf(accountId)).toUpperCase() };
    const first = questionnaire({ addressee });
    await hear(test, questionnaireSent, first.questionnaireId, first);
    expect(await told(first.questionnaireId)).toEqual([`questionnaire-sent ${accountId}`]);
    const user = { ...aClientUser(company.clientId), id: accountId };
    const { version } = await test.ask(getPreferences, user, { accountId });
    const change = { topics: { questionnaires: 'off' as const } };
    await test.ask(changePreferences, user, { accountId, version, change });
    const second = questionnaire({ addressee });
    await hear(test, questionnaireSent, second.questionnaireId, second);
    expect(await noticesOf(second.questionnaireId)).toMatchObject([{ state: 'skipped' }]);
  });

  it('QN-1: in a digest its link opens as well; once answered it is old news', async () => {
    const accountId = await anAccount(test, 'client', 'Dina Digest', { clientId: company.clientId });
    const user = { ...aClientUser(company.clientId), id: accountId };
    const change = { topics: { questionnaires: 'digest' as const } };
    await test.ask(changePreferences, user, { accountId, version: 1, change });
    const addressee = { id: newId(), name: 'Dina', email: await emailOf(accountId) };
    const [kept, alsoKept, done] = [1, 2, 3].map(() => questionnaire({ addressee })) as [Asked, Asked, Asked];
    for (const asked of [kept, alsoKept, done]) await hear(test, questionnaireSent, asked.questionnaireId, asked);
    await hear(test, questionnaireReminded, done.questionnaireId, done);
    await hear(test, questionnaireAnswered, done.questionnaireId, answered(done));
    await test.until('2026-03-07T12:00:00.000Z');
    const [mail] = await mailsTo(addressee.email);
    const tokens = [...mail!.text.matchAll(/\/q\/([\w-]+)/g)].map(([, token]) =>
      linkedId(linkKey, 'questionnaire', token!),
    );
    expect(tokens).toEqual([kept.questionnaireId, alsoKept.questionnaireId]);
    expect((await noticesOf(done.questionnaireId)).map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  });

  const aCase = (change: object = {}) => ({
    ...{ caseId: newId(), kind: 'detractor' as const, ...partiesOf(company), ...careOf(company) },
    ...{ ownerId: company.aeId, words: 'Otto gave 3 of 10: “Too slow.”', dueAt: '2026-03-11T09:00:00.000Z' },
    ...change,
  });

  it('QN-3: a case goes to who has it in hand, in working hours; overdue to all who can help, and not once it is closed', async () => {
    await test.until('2026-03-07T12:00:00.000Z');
    const opened = aCase();
    await hear(test, caseOpened, opened.caseId, opened);
    expect(await noticesOf(opened.caseId)).toMatchObject([
      { template: 'case-opened', recipient: { id: company.aeId }, state: 'held', urgent: false },
    ]);
    await hear(test, caseClosed, opened.caseId, {
      ...{ ...opened, rootCause: 'Two time zones', action: 'Hours moved', closedAt: monday },
    });
    expect(await noticesOf(opened.caseId)).toMatchObject([{ state: 'skipped' }]);
    const takenOver = aCase({ ownerId: adminId });
    await hear(test, caseOverdue, takenOver.caseId, takenOver);
    const people = [company.aeId, adminId, company.leadId];
    expect(await told(takenOver.caseId)).toEqual(people.map((id) => `case-overdue ${id}`).sort());
    const nobodys = aCase({ ownerId: null, accountExecutiveId: null });
    await hear(test, caseOpened, nobodys.caseId, nobodys);
    expect(await told(nobodys.caseId)).toEqual([`case-opened ${adminId}`]);
  });

  it('QN-7: a one-to-one with the expert falls to its team lead, or the account executive where it has none', async () => {
    for (const [change, expected] of [
      [{ with: 'expert' as const }, company.leadId],
      [{ with: 'expert' as const, teamLeadId: null }, company.aeId],
      [{ with: 'client' as const }, company.aeId],
    ] as const) {
      const oneToOneId = newId();
      const due = { oneToOneId, ...partiesOf(company), ...careOf(company), dueOn: '2026-03-13', ...change };
      await hear(test, oneToOneDue, oneToOneId, due);
      expect(await told(oneToOneId)).toEqual([`one-to-one-due ${expected}`]);
    }
  });

  it('QN-8: whoever doesn’t win reads which standards were missed, and that it has no consequence', async () => {
    const awardId = newId();
    const standing = {
      awardId,
      expertId: company.expertId,
      month: '2026-02-01',
      won: false,
      missed: ['No late break'],
    };
    await hear(test, awardComputed, awardId, standing);
    const { id } = (await noticesOf(awardId))[0]!;
    const { text, subject } = await test.ask(getNotice, anAdmin(), { id });
    expect(subject).toBe('Your standing in the award of February 2026');
    expect(text).toContain('  - No late break');
    expect(text).toContain('has no consequence');
  });

  it('QN-12: the report goes to the client’s users and contacts', async () => {
    const reportId = newId();
    const data = { reportId, clientId: company.clientId, month: '2026-02-01', accountExecutiveId: company.aeId };
    await hear(test, clientReportReady, reportId, data);
    const kinds = (await noticesOf(reportId)).map(({ recipient }) => recipient.kind);
    expect(new Set(kinds)).toEqual(new Set(['account', 'contact']));
    expect(await told(reportId)).toContain(`client-report-ready ${company.userId}`);
  });

  it('PL-13, PL-14: what is said of an expert is told to it and inside the network, by name', async () => {
    const [lossId, recordId] = [newId(), newId()];
    const { placementId, clientId, expertId } = company;
    await hear(test, clientLost, lossId, {
      ...{ lossId, placementId, clientId, expertId, category: 'slow-answers', group: 'communication' },
      ...{ what: 'Two days.', lostAt: monday, barred: true },
    });
    expect(await told(lossId)).toEqual([`client-lost ${expertId}`, `client-lost-desk ${company.leadId}`]);
    const record = { recordId, expertId, category: 'policy-breach' as const, at: monday };
    await hear(test, conductAnswered, recordId, { ...record, kind: 'appeal', text: 'I did not.' });
    await hear(test, terminationProposed, recordId, { ...record, reason: 'Four times.', proposedBy: 'Ann' });
    expect(await told(recordId)).toEqual(
      [
        `conduct-answered ${adminId}`,
        `conduct-answered ${company.leadId}`,
        `termination-proposed ${expertId}`,
        `termination-to-decide ${adminId}`,
      ].sort(),
    );
    const subjects = (await noticesOf(recordId)).map(({ subject }) => subject);
    expect(subjects).toContain('Ana Šimić appeals');
    expect(subjects).toContain('To decide: the termination of Ana Šimić');
  });
});

describe('QN-1: the link of a questionnaire by SMTP', () => {
  it('is signed in the mail that leaves, never in a chat', async () => {
    const smtp = await SmtpCatcher.start();
    const env = {
      SMTP_URL: smtp.url,
      CHAT_WEBHOOK_URL: 'http://127.0.0.1:9',
      PUBLIC_URL: 'https://shoreline.example/',
    };
    const test = await startNotification(env);
    try {
      const { clientId, userId, placementId } = await aCompany(test, { channel: 'chat' });
      const user = { ...aClientUser(clientId), id: userId };
      await test.ask(changePreferences, user, { accountId: userId, version: 1, change: { channel: 'chat' } });
      const [{ email }] = (await test.query<{ email: string }>('select email from people where account_id = $1', [
        userId,
      ])) as [{ email: string }];
      const questionnaireId = newId();
      await hear(test, questionnaireSent, questionnaireId, {
        ...{ questionnaireId, clientId, addressee: { id: newId(), name: 'Carla', email }, week: '2026-03-02' },
        ...{ about: [{ placementId, title: 'Storefront', expertName: 'Ana Šimić' }] },
        closesAt: '2026-03-08T23:00:00.000Z',
      });
      await test.until(monday);
      const mail = smtp.mails.find((each) => each.includes('How was your week'));
      const links = [...mail!.replaceAll('=\r\n', '').matchAll(/https:\/\/shoreline\.example\/q\/([\w-]+)/g)];
      expect(links.map(([, token]) => linkedId(linkKey, 'questionnaire', token!))).toEqual([
        questionnaireId,
        questionnaireId,
      ]);
    } finally {
      await test.stop();
      await smtp.stop();
    }
  });
});
