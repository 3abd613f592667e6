import {
  creditInvoice,
  draftInvoices,
  explain,
  getInvoice,
  issueInvoice,
  listInvoiceLines,
  listReceivables,
  paymentsEvents,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { anInvoice } from '../test-support/invoices.js';
import {
  anAe,
  aPlacement,
  approvedLines,
  differences,
  type Engagement,
  foundAfter,
  startPayments,
  usd,
} from '../test-support/payments.js';

describe('corrections after the last invoice (PM-4)', () => {
  let service: TestService;
  let engagement: Engagement;
  let clientId: string;
  let id: string;
  let entryId: string;

  /** 850.00 and 161.50 of tax are invoiced; then an hour was too much, 85.00 billed and 45.00 paid. */
  beforeEach(async () => {
    service = await startPayments();
    engagement = await aPlacement(service);
    ({ id, clientId } = await anInvoice(service, engagement));
    [entryId] = (await approvedLines(service, engagement, { minutes: -60, workedOn: '2026-01-21' })) as [string];
    await service.until('2026-02-03T09:00:00Z');
  });
  afterEach(() => service.stop());

  const told = () => service.told(paymentsEvents.creditDue);
  const owed = async () => {
    const [of] = (await service.ask(listReceivables, anAe(), { clientId })).items;
    return [of!.amount.amount, of!.uninvoiced.amount, of!.open.amount];
  };
  const takeOff = () => service.ask(creditInvoice, anAe(), { id, reason: 'An hour too much', waiting: true });

  it('are told once for each sum, and not where hours take them off', async () => {
    expect(await told()).toEqual([{ clientId, amount: usd('85.00') }]);
    await service.ask(draftInvoices, anAe(), {});
    await service.ask(draftInvoices, anAe(), { clientId });
    expect(await told()).toHaveLength(1);
    await approvedLines(service, engagement, { minutes: -30, workedOn: '2026-02-04' });
    await service.until('2026-02-17T09:00:00Z');
    expect((await told()).at(-1)).toEqual({ clientId, amount: usd('127.50') });
    await approvedLines(service, engagement, { minutes: 120, workedOn: '2026-02-18' });
    await service.until('2026-03-03T09:00:00Z');
    expect(await told()).toHaveLength(2);
    expect(await owed()).toEqual(['1054.00', '42.50', '1011.50']);
  });

  it('are told again when the same sum comes anew after a credit note', async () => {
    await takeOff();
    await approvedLines(service, engagement, { minutes: -60, workedOn: '2026-02-04' });
    await service.until('2026-02-17T09:00:00Z');
    expect(await told()).toEqual(Array.from({ length: 2 }, () => ({ clientId, amount: usd('85.00') })));
  });

  it('are taken off an earlier invoice by a credit note: owed back once', async () => {
    expect(await owed()).toEqual(['926.50', '-85.00', '1011.50']);
    expect(await takeOff()).toMatchObject({ waiting: true, net: usd('85.00'), tax: usd('16.15') });
    expect(await owed()).toEqual(['910.35', '0.00', '910.35']);
    expect(await differences(service)).toEqual({});
    expect(await service.ask(getInvoice, anAe(), { id })).toMatchObject({ state: 'issued', open: usd('910.35') });
    expect((await service.ask(explain, anAe(), { entryId })).invoices).toMatchObject([{ invoiceId: id }]);
    expect(await service.told(paymentsEvents.creditNoteIssued)).toMatchObject([
      { net: usd('85.00'), costs: [{ pay: usd('45.00'), minutes: 60 }] },
    ]);
    await service.until('2026-02-17T09:00:00Z');
    expect(await told()).toHaveLength(1);
    const none = { id, reason: 'Again', waiting: true };
    expect(await service.refusal(creditInvoice, anAe(), none)).toMatchObject({ code: 'payments.nothing-waits' });
  });

  it('as much again is told of again, and stands in the evidence of what it was taken off', async () => {
    await takeOff();
    await approvedLines(service, engagement, { minutes: -60, workedOn: '2026-02-04' });
    await service.until('2026-02-17T09:00:00Z');
    expect(await told()).toHaveLength(2);
    expect((await service.ask(explain, anAe(), { invoiceId: id })).entries).toHaveLength(2);
  });

  it('once, by several at once and while others draft', async () => {
    const draft = () => service.ask(draftInvoices, anAe(), {});
    const asked = await Promise.allSettled([takeOff(), draft(), takeOff(), draft(), takeOff()]);
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect(await owed()).toEqual(['910.35', '0.00', '910.35']);
    expect(await differences(service)).toEqual({});
  });

  it('go alone, and only where so much is left', async () => {
    const refused = async (more: object) => {
      const asked = { id, reason: 'x', waiting: true, ...more };
      const { code, errors } = await service.refusal(creditInvoice, anAe(), asked);
      return [code, errors?.[0]?.field];
    };
    expect(await refused({ billAgain: true })).toEqual(['payments.waiting-alone', 'waiting']);
    const [line] = (await service.ask(listInvoiceLines, anAe(), { id })).items;
    const lines = [{ invoiceLineId: line!.id, net: usd('765.01') }];
    expect(await refused({ lines })).toEqual(['payments.waiting-alone', 'waiting']);
    await service.ask(creditInvoice, anAe(), { id, reason: 'Less', lines });
    expect(await refused({})).toEqual(['payments.credit-too-much', 'waiting']);
    expect(await differences(service)).toEqual({});
  });

  it.each([
    ['one not said of its credit note', `update credit_notes set waiting = false`, 'settled-is-invoiced-or-waits'],
    [
      'one that waits again',
      `delete from invoiced_settlements where credit_note_id is not null`,
      'settled-is-invoiced-or-waits',
    ],
    [
      'its tax not posted',
      `delete from postings using journal where journal_id = journal.id and kind = 'credit-note'`,
      'invoices-and-credit-notes-are-posted',
    ],
  ])('the reconciliation finds %s', async (_, sql, check) => {
    await takeOff();
    expect(await foundAfter(service, sql)).toContain(check);
  });

  it('meet the hours of an invoice that is billed again in the next draft', async () => {
    await service.ask(creditInvoice, anAe(), { id, reason: 'Wrong entity', billAgain: true });
    const [draft] = (await service.ask(draftInvoices, anAe(), { clientId })).items;
    expect(draft).toMatchObject({ net: usd('765.00'), lines: 2 });
    await service.ask(issueInvoice, anAe(), { id: draft!.id, version: draft!.version });
    expect(await owed()).toEqual(['910.35', '0.00', '910.35']);
    expect(await differences(service)).toEqual({});
  });
});
