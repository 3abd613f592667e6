import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import {
  communicationEvents,
  getNotice,
  listKeptMail,
  listNotices,
  notificationEvents,
  resendNotice,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { anAdmin, anAe, anExpert, refusalOf, type TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { PostOffice } from '../mail/post-office.js';
import { NotificationModule } from '../notification.module.js';
import { NoticeEntity } from './notice.entity.js';
import { Outcomes } from './outcomes.js';
import { hear, monday, startNotification } from '../test-support/notification.js';
import { aCompany, careOf, type Company, partiesOf } from '../test-support/people.js';
import { SmtpCatcher } from '../test-support/smtp-catcher.js';

const { questionAsked, questionAnswered, meetingScheduled } = communicationEvents;

const minutes = (later: number): string => new Date(Date.parse(monday) + later * 60_000).toISOString();

describe('Sending by SMTP', () => {
  let smtp: SmtpCatcher;
  let test: TestService;
  let company: Company;
  let before = 0;
  beforeEach(async () => {
    smtp = await SmtpCatcher.start();
    test = await startNotification({ SMTP_URL: smtp.url, MAIL_FROM: 'Shoreline <notices@shoreline.example>' });
    company = await aCompany(test);
    await test.until(monday);
    before = smtp.mails.length;
  });
  afterEach(async () => {
    await test?.stop();
    await smtp?.stop();
  });

  const ask = async (body = 'Two at once?'): Promise<string> => {
    const questionId = newId();
    await hear(test, questionAsked, questionId, {
      ...{ questionId, subject: 'Coupons', body, askedBy: 'Carla', askedAt: monday, dueAt: null },
      ...partiesOf(company),
      ...careOf(company),
    });
    return questionId;
  };
  const noticeAbout = async (aboutId: string) => (await test.ask(listNotices, anAdmin(), { aboutId })).items[0]!;
  const newMails = () => smtp.mails.slice(before);

  it('NT-1: text and HTML reach the server, who took it is written down, and the event goes out', async () => {
    const id = await ask();
    await test.until(monday);
    expect(await noticeAbout(id)).toMatchObject({ state: 'sent', sentAt: monday, attempts: 1, lastError: null });
    const [mail] = newMails();
    expect(mail).toMatch(/^From: Shoreline <notices@shoreline\.example>/m);
    expect(mail).toMatch(/^To: Ana Simic <anasimic-\w+@example\.com>/m);
    expect(mail).toMatch(/^Subject: Carla asks: Coupons/m);
    expect(mail).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000');
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect((await test.told(notificationEvents.noticeSent)).at(-1)).toMatchObject({
      template: 'question-asked',
      recipientId: company.expertId,
      about: { kind: 'question', id },
    });
    const [row] = await test.query<{ accepted_as: string }>('select accepted_as from notices where about_id = $1', [
      id,
    ]);
    expect(row?.accepted_as).toMatch(/^250/);
  });

  it('CS-9: an answer stands in the thread of the client’s mail, and replies find the placement', async () => {
    const questionId = newId();
    await hear(test, questionAnswered, questionId, {
      ...{ questionId, subject: 'Coupons', messageId: newId(), body: 'Yes: <b>up to three</b>.', by: 'Ana Šimić' },
      ...{ channel: 'email', inReplyTo: '<1@blue-heron.example>', to: 'stranger@blue-heron.example', kind: 'answer' },
      ...{ nextUpdateDue: null, at: monday, ...partiesOf(company), ...careOf(company) },
    });
    await test.until(monday);
    const mail = newMails()[0]!
      .replaceAll('=\r\n', '')
      .replaceAll(/\r\n\s+/g, ' ');
    expect(mail).toMatch(/^To: stranger@blue-heron\.example/m);
    expect(mail).toContain('In-Reply-To: <1@blue-heron.example>');
    expect(mail).toContain(`References: <${questionId}@shoreline.example> <1@blue-heron.example>`);
    expect(mail).toContain(`Reply-To: q+${company.placementId}@shoreline.example`);
    expect(mail).toContain('Subject: Re: Coupons');
    expect(mail).not.toContain('Auto-Submitted');
    expect(mail).toContain('X-Loop: Shoreline <notices@shoreline.example>');
    expect(mail).toContain('&lt;b&gt;up to three&lt;/b&gt;');
  });

  it('a client may reply to a notice, its autoresponder must not', () => {
    const welcome = smtp.mails.find((mail) => mail.includes(`Reply-To: q+${company.placementId}`));
    expect(welcome).toContain('Auto-Submitted: auto-generated');
  });

  it('CS-11: an invitation carries its file', async () => {
    const meetingId = newId();
    await hear(test, meetingScheduled, meetingId, {
      ...{ meetingId, kind: 'call', title: 'Review', startsAt: monday, minutes: 30, timeZone: 'Europe/Berlin' },
      ...{
        attendees: [{ name: 'Otto', email: 'otto@elsewhere.example' }],
        what: 'scheduled',
        agenda: 'All',
        reason: null,
      },
      ...{ ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', ...partiesOf(company) },
    });
    await test.until(monday);
    expect(newMails()).toHaveLength(3);
    for (const mail of newMails()) expect(mail).toMatch(/text\/calendar;[^]*method=REQUEST[^]*meeting\.ics/);
  });

  it('4xx: tried again after 1 and 5 minutes with the same Message-ID, then taken', async () => {
    smtp.endings.push('later', 'later');
    const id = await ask();
    await test.until(monday);
    expect(await noticeAbout(id)).toMatchObject({ state: 'retrying', attempts: 1, notBefore: minutes(1) });
    expect((await noticeAbout(id)).lastError).toContain('451');
    await test.until(minutes(1));
    expect(await noticeAbout(id)).toMatchObject({ state: 'retrying', attempts: 2, notBefore: minutes(6) });
    await test.until(minutes(6));
    expect(await noticeAbout(id)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(newMails()).toHaveLength(1);
  });

  it('5xx: bounced for good, shown, told, and sent again when staff ask for it', async () => {
    smtp.endings.push('refuse');
    const about = await ask();
    await test.until(minutes(60));
    const { id, lastError, ...notice } = await noticeAbout(about);
    expect(notice).toMatchObject({ state: 'failed', attempts: 1, sentAt: null });
    expect(lastError).toContain('554');
    expect(await test.told(notificationEvents.noticeFailed)).toMatchObject([
      { noticeId: id, template: 'question-asked' },
    ]);
    expect(await refusalOf(test.ask(resendNotice, anExpert(company.expertId), { id }))).toMatchObject({
      kind: 'forbidden',
    });
    expect(await test.ask(resendNotice, anAe(), { id })).toMatchObject({ state: 'queued' });
    await test.until(minutes(60));
    expect(await noticeAbout(about)).toMatchObject({ state: 'sent' });
    expect(await refusalOf(test.ask(resendNotice, anAe(), { id }))).toMatchObject({ code: 'notification.not-failed' });
    expect(newMails()).toHaveLength(1);
  });

  it('an address that isn’t there bounces alone; others of the same event get theirs', async () => {
    const [ana] = await test.query<{ email: string }>('select email from people where account_id = $1', [
      company.expertId,
    ]);
    smtp.unknown.add(ana!.email);
    const about = newId();
    await hear(test, communicationEvents.clockBreached, about, {
      ...{ clockId: about, kind: 'fix', subjectKind: 'bug', subjectId: newId(), title: 'Basket', targetSeconds: 60 },
      ...{ startedAt: monday, breachedAt: monday, late: false, ...partiesOf(company), ...careOf(company) },
    });
    await test.until(monday);
    const { items } = await test.ask(listNotices, anAdmin(), { aboutId: about });
    expect(items.map(({ state }) => state).sort()).toEqual(['failed', 'sent', 'sent']);
  });

  it('nobody there: six attempts, the last one in the hours of the next morning, then it failed', async () => {
    await smtp.stop();
    const id = await ask();
    await test.until(minutes(24 * 60));
    expect(await noticeAbout(id)).toMatchObject({ state: 'failed', attempts: 6 });
    expect((await noticeAbout(id)).lastError).toContain('ECONNREFUSED');
  });

  it.each([
    ['drop', 1],
    ['hang-up-after', 2],
  ] as const)(
    'a connection lost (%s): tried again under the same Message-ID, so that two copies are one',
    async (ending, copies) => {
      smtp.endings.push(ending);
      const id = await ask('x'.repeat(15_000));
      await test.until(monday);
      expect(await noticeAbout(id)).toMatchObject({ state: 'retrying', attempts: 1 });
      await test.until(minutes(1));
      expect(await noticeAbout(id)).toMatchObject({ state: 'sent', attempts: 2 });
      expect(newMails()).toHaveLength(copies);
      expect(new Set(smtp.messageIds.slice(before)).size).toBe(1);
    },
  );

  it('a crash between the server’s yes and our mark: one more copy under the same Message-ID, after an hour', async () => {
    const outcomes = test.app.get(Outcomes);
    const mark = outcomes.mark.bind(outcomes);
    outcomes.mark = () => Promise.reject(new Error('killed'));
    const id = await ask();
    await test.until(monday);
    expect(newMails()).toHaveLength(1);
    const [row] = await test.query('select state, attempts, sending_since from notices where about_id = $1', [id]);
    expect(row).toEqual({ state: 'queued', attempts: 1, sending_since: new Date(monday) });
    outcomes.mark = mark;
    await test.until(minutes(59));
    expect(newMails()).toHaveLength(1);
    await test.until(minutes(60));
    expect(await noticeAbout(id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(new Set(smtp.messageIds.slice(before)).size).toBe(1);
    await test.until(minutes(600));
    expect(newMails()).toHaveLength(2);
  });

  it('a crash between claim and send loses nothing', async () => {
    const postOffice = test.app.get(PostOffice);
    const send = postOffice.send.bind(postOffice);
    postOffice.send = () => Promise.reject(new Error('killed'));
    const id = await ask();
    await test.until(monday);
    expect(newMails()).toHaveLength(0);
    postOffice.send = send;
    await test.until(minutes(60));
    expect(await noticeAbout(id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(newMails()).toHaveLength(1);
  });

  it('two replicas send each notice once', async () => {
    process.env.DATABASE_URL = test.database.url;
    const second = await Test.createTestingModule({ imports: [NotificationModule] }).compile();
    const workers = [test.app, second].map((app) => app.get(TimerWorker));
    workers[1]!.onApplicationBootstrap();
    try {
      await Promise.all(Array.from({ length: 40 }, () => ask()));
      for (let round = 0; round < 3; round++) await Promise.all(workers.map((worker) => worker.runDue()));
      expect(newMails()).toHaveLength(40);
      expect(new Set(smtp.messageIds.slice(before)).size).toBe(40);
      const states = await test.query(`select state, attempts, count(*)::int from notices
        where template = 'question-asked' group by state, attempts`);
      expect(states).toEqual([{ state: 'sent', attempts: 1, count: 40 }]);
    } finally {
      await second.close();
    }
  });

  it('an outcome that comes late changes nothing about what was sent meanwhile', async () => {
    const id = await ask();
    await test.until(monday);
    const notice = await test.app.get(DataSource).manager.findOneByOrFail(NoticeEntity, { aboutId: id });
    const told = async () =>
      (await test.told(notificationEvents.noticeSent)).filter(({ about }) => about.id === id).length;
    await test.app.get(Outcomes).mark(notice, { kind: 'accepted', as: '250 again' });
    await test.app.get(Outcomes).mark(notice, { kind: 'refused', error: '550' });
    expect(await noticeAbout(id)).toMatchObject({ state: 'sent', sentAt: monday, lastError: null });
    expect(await told()).toBe(1);
  });

  it('where mail goes out none is kept', async () => {
    await ask();
    await test.until(monday);
    expect(await refusalOf(test.ask(listKeptMail, anAdmin(), {}))).toMatchObject({
      code: 'notification.mail-goes-out',
    });
  });

  it('HTML in a question is inert in mail', async () => {
    const id = await ask('<img src=x onerror=alert(1)> & <script>alert(2)</script>');
    await test.until(monday);
    const { html, text } = await test.ask(getNotice, anAdmin(), { id: (await noticeAbout(id)).id });
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &lt;script&gt;alert(2)&lt;/script&gt;');
    expect(html).not.toMatch(/<img|<script/);
    expect(text).toContain('> <img src=x onerror=alert(1)>');
  });
});

describe('Sending to a chat', () => {
  let webhook: Server;
  let test: TestService;
  const posted: { text: string }[] = [];
  const statuses: number[] = [];
  beforeAll(async () => {
    webhook = createServer((request, answer) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const status = statuses.shift() ?? 200;
        if (status === 200) posted.push(JSON.parse(body) as { text: string });
        answer.writeHead(status).end();
      });
    });
    await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
    const { port } = webhook.address() as AddressInfo;
    test = await startNotification({ CHAT_WEBHOOK_URL: `http://127.0.0.1:${port}/hook` });
  });
  afterAll(async () => {
    await test?.stop();
    webhook?.close();
    delete process.env.CHAT_WEBHOOK_URL;
  });

  it('CS-9: a client whose channel it is reads there, with the same retries', async () => {
    statuses.push(503);
    const { placementId, userId } = await aCompany(test, { channel: 'chat' });
    await test.until(monday);
    const state = async () =>
      (await test.ask(listNotices, anAdmin(), { aboutId: placementId, recipientId: userId })).items[0];
    const first = (await state())!.state === 'retrying' || posted.length > 0;
    expect(first).toBe(true);
    await test.until(minutes(1));
    expect(await state()).toMatchObject({ state: 'sent', channel: 'chat' });
    expect(posted.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^For Carla Meer: Welcome: Ana Šimić works with you on Storefront/),
      ]),
    );
    const { items } = await test.ask(listKeptMail, anAdmin(), {});
    expect(items.map(({ subject }) => subject)).toEqual(['Welcome: you work with Blue Heron on Storefront']);
  });
});
