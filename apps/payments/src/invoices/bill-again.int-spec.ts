import {
  changeDraft,
  creditInvoice,
  draftInvoices,
  explain,
  getInvoice,
  getSettlement,
  issueInvoice,
  listInvoiceEntries,
  listInvoiceLines,
  listInvoices,
  listReceivables,
  listSettlements,
  paymentsEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { Ledger } from '../ledger/ledger.js';
import { aPayment } from '../test-support/commissions.js';
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

const { jest } = import.meta;

describe('an invoice is credited and its hours billed again (PM-4)', () => {
  let service: TestService;
  let engagement: Engagement;
  let first: { id: string; number: string; clientId: string };
  let entryId: string;

  /** 850.00 and 161.50 of tax, under the wrong purchase order; experts got 450.00. */
  beforeEach(async () => {
    service = await startPayments();
    engagement = await aPlacement(service);
    const { id, number, clientId } = await anInvoice(service, engagement);
    first = { id, number: number!, clientId };
    ({ entryId } = (await service.ask(listInvoiceEntries, anAe(), { id })).items[0]!);
  });
  afterEach(() => service.stop());

  const again = (key?: string) =>
    service.ask(creditInvoice, anAe(), { id: first.id, reason: 'Wrong purchase order', billAgain: true }, key);
  const owed = async () => {
    const [of] = (await service.ask(listReceivables, anAe(), { clientId: first.clientId })).items;
    return [of!.amount.amount, of!.uninvoiced.amount, of!.open.amount, of!.unallocated.amount];
  };
  const revenue = async (): Promise<unknown> =>
    (
      await service.query(`select balance_minor::int as minor from account_balances where account = 'network-revenue'`)
    )[0];
  const drafted = async () => (await service.ask(draftInvoices, anAe(), { clientId: first.clientId })).items;

  it('they wait as if never billed, and the second invoice has them: owed once, earned once', async () => {
    const [before, earned] = [await owed(), await revenue()];
    expect(await again()).toMatchObject({ billAgain: true, net: usd('850.00'), total: usd('1011.50') });
    expect(await service.ask(getInvoice, anAe(), { id: first.id })).toMatchObject({ state: 'void' });
    expect(await owed()).toEqual(['850.00', '850.00', '0.00', '0.00']);
    expect(await revenue()).toEqual(earned);
    expect(await differences(service)).toEqual({});

    const [draft] = await drafted();
    expect(draft).toMatchObject({ net: usd('850.00'), minutes: 600, lines: 1 });
    expect(await differences(service)).toEqual({});
    const change = { purchaseOrder: 'PO-9' };
    const { id, version } = await service.ask(changeDraft, anAe(), { id: draft!.id, version: draft!.version, change });
    const second = await service.ask(issueInvoice, anAe(), { id, version });
    expect(second).toMatchObject({ number: 'INV-2026-000002', purchaseOrder: 'PO-9', total: usd('1011.50') });
    expect(await owed()).toEqual(before);
    expect(await revenue()).toEqual(earned);
    expect(await differences(service)).toEqual({});
    // What was issued first still says what it said.
    expect((await service.ask(listInvoiceLines, anAe(), { id: first.id })).items).toMatchObject([
      { net: usd('850.00') },
    ]);
    expect((await service.ask(listInvoiceEntries, anAe(), { id: first.id })).items).toHaveLength(1);
    expect(await drafted()).toEqual([]);
  });

  it('may be done more than once, with money that was paid in between', async () => {
    for (const number of ['INV-2026-000002', 'INV-2026-000003']) {
      const { id: paymentId } = await aPayment(service, { invoice: { ...first, net: 0, tax: 0 }, cents: 10_000 });
      expect(await again()).toMatchObject({ freed: usd('100.00') });
      const freedFrom = [{ movementId: expect.any(String), paymentId, amount: usd('100.00') }];
      expect((await service.told(paymentsEvents.creditNoteIssued)).at(-1)).toMatchObject({ freedFrom });
      const [draft] = await drafted();
      const next = await service.ask(issueInvoice, anAe(), { id: draft!.id, version: draft!.version });
      expect(next.number).toBe(number);
      first = { ...first, id: next.id, number };
    }
    expect(await owed()).toEqual(['811.50', '0.00', '1011.50', '200.00']);
    expect(await differences(service)).toEqual({});
  });

  it('is told with what experts got, and kept with the invoice and its settlements', async () => {
    const { number } = await again();
    const because = `Credit note ${number}: Wrong purchase order. To be billed again.`;
    const { history } = await service.ask(getInvoice, anAe(), { id: first.id });
    expect(history.at(-1)).toMatchObject({ state: 'void', by: 'Ann Executive', reason: because });
    const { id } = (await service.ask(listSettlements, anAe(), {})).items[0]!;
    const released = [{ state: 'to-bill-again', by: 'Ann Executive', reason: `${first.number}. ${because}` }];
    for (const actor of [anAe(), engagement.client])
      expect((await service.ask(getSettlement, actor, { id })).history).toMatchObject(released);
    expect(await service.ask(getSettlement, engagement.expert, { id })).not.toHaveProperty('history');
    expect(await service.told(paymentsEvents.creditNoteIssued)).toMatchObject([
      { costs: [{ placementId: engagement.placementId, pay: usd('450.00'), minutes: 600 }] },
    ]);
  });

  it('the evidence of an hour has both invoices, the first of them void', async () => {
    await again();
    const [draft] = await drafted();
    const second = await service.ask(issueInvoice, anAe(), { id: draft!.id, version: draft!.version });
    const [line] = (await service.ask(listInvoiceLines, anAe(), { id: second.id })).items;
    for (const about of [{ entryId }, { invoiceId: first.id }, { invoiceId: second.id }]) {
      const { entries, invoices, journal } = await service.ask(explain, anAe(), about);
      expect(entries).toMatchObject([{ entryId, invoiceLineId: line!.id }]);
      expect(invoices).toMatchObject([
        { invoiceId: first.id, lines: [{ net: usd('850.00'), credited: usd('850.00') }] },
        { invoiceId: second.id, lines: [{ net: usd('850.00'), credited: usd('0.00') }] },
      ]);
      expect(journal.map(({ kind }) => kind)).toEqual([
        ...['settlement', 'invoice-issued', 'credit-note', 'bill-again', 'invoice-issued'],
      ]);
      const posting = journal.find(({ kind }) => kind === 'bill-again')!;
      const chain = await service.ask(explain, anAe(), { journalEntryId: posting.id });
      expect(chain.invoices).toHaveLength(2);
    }
  });

  it('takes a credit note of the whole invoice', async () => {
    const [line] = (await service.ask(listInvoiceLines, anAe(), { id: first.id })).items;
    const of = { id: first.id, reason: 'Less', lines: [{ invoiceLineId: line!.id, net: usd('850.00') }] };
    const whole = { code: 'payments.not-the-whole', kind: 'invalid', errors: [{ field: 'billAgain' }] };
    expect(await service.refusal(creditInvoice, anAe(), { ...of, billAgain: true })).toMatchObject(whole);
    await service.ask(creditInvoice, anAe(), { ...of, lines: [{ invoiceLineId: line!.id, net: usd('0.01') }] });
    const rest = { id: first.id, reason: 'Rest', billAgain: true };
    expect(await service.refusal(creditInvoice, anAe(), rest)).toMatchObject(whole);
    await service.ask(creditInvoice, anAe(), { ...rest, billAgain: false });
    expect(await drafted()).toEqual([]);
  });

  it('once: asked twice, by several at once, or after a fault half-way', async () => {
    jest.spyOn(service.app.get(Ledger), 'post').mockRejectedValueOnce(new Error('The power went.'));
    await expect(again()).rejects.toThrow('The power went.');
    expect(await drafted()).toEqual([]);
    const key = newId();
    const asked = await Promise.allSettled([again(key), again(key), again(), again(), drafted(), drafted()]);
    const notes = asked.slice(0, 4).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(new Set(notes.map((note) => 'number' in note && note.number))).toEqual(new Set(['CN-2026-000001']));
    await drafted();
    const { items } = await service.ask(listInvoices, anAe(), { state: 'draft' });
    expect(items).toMatchObject([{ net: usd('850.00') }]);
    expect(await owed()).toEqual(['850.00', '850.00', '0.00', '0.00']);
    expect(await differences(service)).toEqual({});
  });

  it('without it stay where they were, whatever the service tries', async () => {
    await service.ask(creditInvoice, anAe(), { id: first.id, reason: 'Not worked' });
    await approvedLines(service, engagement, { minutes: 60, workedOn: '2026-01-21' });
    await service.until('2026-02-03T09:00:00Z');
    expect((await service.ask(listInvoices, anAe(), { state: 'draft' })).items).toMatchObject([{ net: usd('85.00') }]);
    const taken = service.query(`delete from invoiced_settlements where invoice_id = $1`, [first.id]);
    await expect(taken).rejects.toThrow('an issued invoice stays');
  });

  it.each([
    [
      'not posted',
      `delete from postings using journal where journal_id = journal.id and kind = 'bill-again'`,
      'invoices-and-credit-notes-are-posted',
    ],
    ['posted for nothing', `update credit_notes set bill_again = false`, 'every-journal-entry-has-its-cause'],
    ['said of a line alone', `update invoice_lines set released_by = null`, 'settled-is-invoiced-or-waits'],
  ])('the reconciliation finds one that is %s', async (_, sql, check) => {
    await again();
    expect(await foundAfter(service, sql)).toContain(check);
  });
});
