import { getNotice, listKeptMail, listNotices, paymentsEvents, referralEvents } from '#libs/contracts';
import { linkedId } from '#libs/links';
import { newId } from '#libs/persistence';
import { anAdmin, type TestService } from '#libs/testing';
import { usd } from '../templates/examples.js';
import { hear, linkKey, monday, startNotification } from '../test-support/notification.js';
import { aCompany, anAccount, type Company } from '../test-support/people.js';

const { leadRegistered, leadAccepted, leadWon, leadLost, protectionEnding, outsiderAdded } = referralEvents;
const { commissionEarned, commissionReleased, concentrationExceeded } = referralEvents;
const { creditUnallocated, invoiceDrafted, invoiceIssued, invoiceReminded, invoicePaid, creditNoteIssued } =
  paymentsEvents;
const { moneyUnmatched, returnUnmatched, moneyRefunded } = paymentsEvents;
const payTo = {
  ...{ holder: 'Shoreline Network', bankName: 'Commerzbank', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  reference: 'RF54INV2026000042',
};
const until = '2026-05-31T09:00:00.000Z';

describe('Notices of referrals and invoices', () => {
  let test: TestService;
  /** Brought by others, and a referrer itself. */
  let company: Company;
  let brought: Company;
  let adminId: string;
  let aes: string[];
  beforeAll(async () => {
    test = await startNotification();
    company = await aCompany(test);
    brought = await aCompany(test);
    adminId = await anAccount(test, 'admin', 'Ada Admin');
    aes = [company.aeId, brought.aeId];
  });
  afterAll(() => test?.stop());

  const noticesOf = async (aboutId: string) => (await test.ask(listNotices, anAdmin(), { aboutId, limit: 100 })).items;
  const told = async (aboutId: string) =>
    (await noticesOf(aboutId))
      .map(({ template, recipient }) => `${template} ${recipient.id ?? recipient.address}`)
      .sort();
  const emailOf = async (accountId: string) =>
    (await test.query<{ email: string }>('select email from people where account_id = $1', [accountId]))[0]!.email;
  const mailTo = async (to: string) => (await test.ask(listKeptMail, anAdmin(), { to, limit: 100 })).items;
  const all = (template: string, ids: readonly string[]) => ids.map((id) => `${template} ${id}`).sort();
  const lead = (referrerKind: 'expert' | 'client' | 'partner' | 'outsider', referrerId: string) => ({
    ...{ leadId: newId(), referrerId, referrerKind, expertId: referrerKind === 'expert' ? referrerId : null },
    companyName: 'Grey Gull',
  });
  const accepted = async (about: ReturnType<typeof lead>): Promise<string> => {
    await hear(test, leadAccepted, about.leadId, { ...about, ratePercent: 25, protectedUntil: until });
    return about.leadId;
  };

  it('RC-1: a referrer is told as what it is: expert, the client’s users, partner', async () => {
    const partnerId = await anAccount(test, 'partner', 'Pat Partner');
    const { expertId, clientId, userId } = company;
    expect(await told(await accepted(lead('expert', expertId)))).toEqual([`lead-accepted ${expertId}`]);
    expect(await told(await accepted(lead('client', clientId)))).toEqual([`lead-accepted ${userId}`]);
    expect(await told(await accepted(lead('partner', partnerId)))).toEqual([`lead-accepted ${partnerId}`]);
  });

  it('RC-1: an outsider is told by mail, without links it could not open, also when it becomes known later', async () => {
    const referrerId = newId();
    const email = `olga-${referrerId}@outside.example`;
    const leadId = await accepted(lead('outsider', referrerId));
    await test.until(monday);
    expect(await noticesOf(leadId)).toMatchObject([{ recipient: { id: referrerId, address: '' } }]);
    await hear(test, outsiderAdded, referrerId, { referrerId, name: 'Olga Out', email });
    await test.until('2026-03-03T10:00:00.000Z');
    const later = await accepted(lead('outsider', referrerId));
    await test.until('2026-03-03T10:00:00.000Z');
    const mails = (await test.ask(listKeptMail, anAdmin(), { to: email })).items;
    expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill('Your lead is accepted: Grey Gull'));
    for (const { text } of mails) expect(text).not.toContain('/v1/leads');
    expect(await noticesOf(later)).toMatchObject([{ recipient: { kind: 'contact', id: referrerId }, state: 'sent' }]);
  });

  it('RC-1: the network hears of a new lead and why it is held; the referrer only that it is', async () => {
    const about = lead('expert', company.expertId);
    await hear(test, leadRegistered, about.leadId, { ...about, held: ['known-person'], registeredBy: 'Ana' });
    expect(await told(about.leadId)).toEqual(
      [...all('lead-registered', [...aes, adminId]), `lead-held ${company.expertId}`].sort(),
    );
    const notices = await noticesOf(about.leadId);
    const textOf = async (template: string) =>
      (await test.ask(getNotice, anAdmin(), { id: notices.find((each) => each.template === template)!.id })).text;
    expect(await textOf('lead-registered')).toContain('the network knows its contact');
    expect(await textOf('lead-registered')).toContain('Ana Šimić (expert)');
    expect(await textOf('lead-held')).not.toContain('contact');
  });

  it('RC-3: a win is told to the referrer and the account executive, never to the client that was brought', async () => {
    const about = lead('client', company.clientId);
    const won = { ...about, clientId: brought.clientId, reason: 'Signed', recordedBy: 'Ann', wonAt: monday };
    await hear(test, protectionEnding, about.leadId, { ...about, protectedUntil: until, mayExtend: true });
    await hear(test, leadWon, about.leadId, {
      ...{ ...won, ratePercent: 25, plan: { summary: 'A shop', tasks: [] } },
    });
    const commission = {
      ...{ commissionId: newId(), referrerId: company.clientId, referrerKind: 'client' as const, expertId: null },
      ...{ leadId: about.leadId, clientId: brought.clientId, invoiceId: newId(), paymentId: newId() },
    };
    await hear(test, commissionEarned, commission.commissionId, {
      ...{ ...commission, movementId: newId(), base: usd('100.00'), ratePercent: 25, amount: usd('25.00') },
      ...{ earnedAt: monday, releaseAt: until },
    });
    await hear(test, commissionReleased, commission.commissionId, {
      ...{ ...commission, credited: usd('25.00'), setOff: usd('0.00'), releasedAt: until },
    });
    expect(await told(about.leadId)).toEqual(
      [`lead-won ${company.userId}`, `lead-won-desk ${brought.aeId}`, `protection-ending ${company.userId}`].sort(),
    );
    expect(await told(commission.commissionId)).toEqual(
      ['commission-earned', 'commission-released'].map((name) => `${name} ${company.userId}`),
    );
    const { items } = await test.ask(listNotices, anAdmin(), { recipientId: brought.userId });
    expect(items.map(({ template }) => template)).toEqual(['welcome-client']);
  });

  it('RC-3: a loss is told to the other side', async () => {
    const [byReferrer, byNetwork] = [lead('expert', company.expertId), lead('expert', company.expertId)];
    const lost = { reason: 'No budget', recordedBy: 'Somebody', lostAt: monday };
    await hear(test, leadLost, byReferrer.leadId, { ...byReferrer, ...lost, recordedByReferrer: true });
    await hear(test, leadLost, byNetwork.leadId, { ...byNetwork, ...lost, recordedByReferrer: false });
    expect(await told(byReferrer.leadId)).toEqual(all('lead-lost-desk', [...aes, adminId]));
    expect(await told(byNetwork.leadId)).toEqual([`lead-lost ${company.expertId}`]);
  });

  it('PM-4: an invoice goes to the billing address and the client’s users, drafts and payments to the account executive', async () => {
    const invoiceId = newId();
    const { clientId, aeId, userId } = brought;
    const email = `billing-${invoiceId}@heron.example`;
    const standing = {
      ...{ number: 1, invoiceNumber: '2026-0001', clientId, net: usd('100.00'), tax: usd('20.00') },
      ...{ total: usd('120.00'), credited: usd('0.00'), paid: usd('0.00'), parts: [] },
    };
    const period = { periodStart: '2026-03-02', periodEnd: '2026-03-15' };
    await hear(test, invoiceDrafted, invoiceId, { invoiceId, clientId, net: usd('100.00'), ...period });
    await hear(test, invoiceIssued, invoiceId, {
      ...{ invoiceId, standing, issuedOn: '2026-03-16', dueOn: '2026-03-30', email, costs: [] },
      ...{ open: usd('120.00'), payTo },
    });
    const reminder = {
      invoiceId,
      invoiceNumber: '2026-0001',
      clientId,
      email,
      open: usd('120.00'),
      dueOn: '2026-03-30',
      payTo,
    };
    const credit = usd('30.00');
    await hear(test, invoiceReminded, invoiceId, { ...reminder, credit, daysOverdue: 7, reminder: 1 });
    await hear(test, creditUnallocated, invoiceId, { ...reminder, credit: usd('120.00') });
    await hear(test, invoicePaid, invoiceId, { invoiceId, standing, paidOn: '2026-04-07' });
    expect(await told(invoiceId)).toEqual(
      [
        ...all('invoice-drafted', [aeId]),
        ...all('invoice-issued', [email, userId]),
        ...all('invoice-reminded', [email, userId]),
        ...all('invoice-overdue', [aeId]),
        ...all('credit-unallocated', [aeId]),
        ...all('invoice-paid', [aeId]),
      ].sort(),
    );
    const issued = (await noticesOf(invoiceId)).find(({ template }) => template === 'invoice-issued');
    expect(issued!.subject).toBe('Invoice 2026-0001: 120.00 USD, due on Monday 30 March 2026');

    const creditNoteId = newId();
    await hear(test, creditNoteIssued, invoiceId, {
      ...{ open: usd('0.00'), freed: usd('8.00') },
      ...{ invoiceId, standing, creditNoteId, creditNoteNumber: 'CN-2026-0001', net: usd('10.00'), email },
      ...{ total: usd('12.00'), parts: [], reason: 'Agreed', issuedOn: '2026-04-08' },
    });
    await test.until('2026-03-03T10:00:00.000Z');
    const [toBilling, toUser] = await Promise.all([email, await emailOf(userId)].map(mailTo));
    for (const [mails, hasAccount] of [
      [toBilling!, false],
      [toUser!, true],
    ] as const) {
      const aboutIt = mails.filter(({ text }) => /\/[ic]\//.test(text));
      const opened: string[] = [];
      for (const { text, html } of aboutIt) {
        for (const part of [text, html]) {
          const [, kind, token] = /\/([ic])\/([\w-]+)/.exec(part)!;
          opened.push(linkedId(linkKey, kind === 'i' ? 'invoice' : 'credit-note', token!)!);
          expect(part).not.toContain('/v1/');
          expect(part.includes('see your preferences')).toBe(hasAccount);
        }
        expect(text).toMatch(/-- \nShoreline\./);
      }
      const [invoices, notes] = [invoiceId, creditNoteId].map((id) => opened.filter((each) => each === id).length);
      expect([opened.length, invoices, notes]).toEqual([6, 4, 2]);
    }
    const texts = toBilling!.map(({ text }) => text).join('\n');
    for (const said of [
      ...['Please transfer 120.00 USD by Monday 30 March 2026, and name the reference.', 'BIC: COBADEFFXXX'],
      ...['Please transfer 120.00 USD now, and name the reference.', 'IBAN: DE89 3704 0044 0532 0130 00'],
      ...['Reference: RF54 INV2 0260 0004 2', 'Bank: Commerzbank', 'Account: Shoreline Network'],
      ...['Still to pay on the invoice: 0.00 USD', '8.00 USD that you had paid became your credit'],
      'You have a credit of 30.00 USD with us, on no invoice yet',
    ])
      expect(texts).toContain(said);
    const stored = await test.query('select 1 from notices where (text || html) ~ $1', ['/[ic]/[A-Za-z0-9_-]{48}']);
    expect(stored).toEqual([]);
  });

  it('PM-4: a billing address that is a user’s gets one mail', async () => {
    const invoiceId = newId();
    const email = await emailOf(company.userId);
    await hear(test, invoiceReminded, invoiceId, {
      ...{ invoiceId, invoiceNumber: '2026-0002', clientId: company.clientId, email: email.toUpperCase() },
      ...{ payTo, open: usd('1.00'), dueOn: '2026-03-30', daysOverdue: 0, reminder: 1 },
    });
    expect(await told(invoiceId)).toEqual([`invoice-reminded ${company.userId}`]);
  });

  it('PM-4, PL-18: money of nobody goes to administrators, what went back to the client, concentration to administrators', async () => {
    const paymentId = newId();
    const payment = { paymentId, amount: usd('5.00'), bankReference: '1' };
    await hear(test, moneyUnmatched, paymentId, { ...payment, clientId: null, payerName: null, remittance: null });
    const returnId = newId();
    const back = { returnId, amount: usd('5.00'), bankReference: '2', bookedOn: '2026-03-25', remittance: null };
    await hear(test, returnUnmatched, returnId, { ...back, clientId: null });
    expect(await told(returnId)).toEqual([`return-unmatched ${adminId}`]);
    await hear(test, moneyRefunded, paymentId, {
      ...{ ...payment, clientId: brought.clientId, refundId: newId(), kind: 'refund' },
      ...{ reason: 'Twice', refundedOn: '2026-03-25' },
    });
    expect(await told(paymentId)).toEqual([`money-refunded ${brought.userId}`, `money-unmatched ${adminId}`].sort());
    const { clientId } = brought;
    await hear(test, concentrationExceeded, clientId, {
      ...{
        clientId,
        clientName: 'Blue Heron',
        of: 'revenue',
        currency: 'USD',
        shareBasisPoints: 2_250,
        limitBasisPoints: 2_000,
        at: monday,
      },
    });
    expect(await told(clientId)).toEqual([`concentration-exceeded ${adminId}`]);
  });
});
