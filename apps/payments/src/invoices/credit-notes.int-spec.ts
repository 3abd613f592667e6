import {
  creditInvoice,
  getCreditNote,
  getCreditNoteDocument,
  getInvoice,
  getInvoiceDocument,
  listCreditNotes,
  listInvoiceLines,
  listReceivables,
  paymentsEvents,
  setBillingProfile,
} from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { aPartner, type TestService } from '#libs/testing';
import { anInvoice, aPayment, profile } from '../test-support/invoices.js';
import {
  aClient,
  anAe,
  anExpert,
  aPlacement,
  type Engagement,
  startPayments,
  tamper,
  usd,
} from '../test-support/payments.js';
import { InvoiceMoney } from './invoice-money.js';

const { creditNoteIssued, invoicePaid, moneyTakenOff } = paymentsEvents;

describe('credit notes (PM-4)', () => {
  let service: TestService;
  let engagement: Engagement;
  let id: string;
  let line: string;

  /** An invoice of 850.00 and 161.50 of tax. */
  beforeEach(async () => {
    service = await startPayments();
    engagement = await aPlacement(service);
    ({ id } = await anInvoice(service, engagement));
    line = (await service.ask(listInvoiceLines, anAe(), { id })).items[0]!.id;
  });
  afterEach(() => service.stop());

  const credit = (net?: string) =>
    service.ask(creditInvoice, anAe(), {
      ...{ id, reason: 'Agreed on the phone' },
      ...(net && { lines: [{ invoiceLineId: line, net: usd(net) }] }),
    });
  const invoice = () => service.ask(getInvoice, anAe(), { id });
  const pay = async (minor: bigint): Promise<string> => {
    const paymentId = await aPayment(service, engagement, Number(minor));
    const money = service.app.get(InvoiceMoney);
    await service.app.get(Transactions).run(async (tx) => {
      const [[locked], [payment]] = [await money.lockInvoices(tx, [id]), await money.lockPayments(tx, [paymentId])];
      await money.allocate(tx, anAe(), [{ invoice: locked!, payment: payment!, minor, because: 'Matched' }]);
    });
    return paymentId;
  };

  it('takes off what is named, then all that is left, to the cent', async () => {
    const first = await credit('100.01');
    expect(first).toMatchObject({
      ...{ number: 'CN-2026-000001', invoiceNumber: 'INV-2026-000001', freed: usd('0.00'), issuedOn: '2026-01-20' },
      ...{ net: usd('100.01'), tax: usd('19.00'), total: usd('119.01'), reason: 'Agreed on the phone' },
    });
    expect(await invoice()).toMatchObject({ state: 'issued', credited: usd('119.01'), open: usd('892.49') });
    const rest = await credit();
    expect(rest).toMatchObject({ number: 'CN-2026-000002', net: usd('749.99'), tax: usd('142.50') });
    expect(await invoice()).toMatchObject({ state: 'void', credited: usd('1011.50'), open: usd('0.00') });
    expect((await invoice()).history.at(-1)).toMatchObject({ state: 'void', by: 'Ann Executive' });

    expect(await service.told(creditNoteIssued)).toMatchObject([
      {
        standing: { number: 2, credited: usd('119.01'), parts: [{ net: usd('749.99') }] },
        parts: [{ net: usd('100.01') }],
        ...{ open: usd('892.49'), freed: usd('0.00') },
      },
      { standing: { number: 3, credited: usd('1011.50'), parts: [{ net: usd('0.00') }] } },
    ]);
    expect(await service.told(invoicePaid)).toEqual([]);
    const books = await service.query(
      `select account, sum(amount_minor)::int as minor from postings join journal on journal.id = journal_id
       where kind = 'credit-note' group by account order by account`,
    );
    expect(books).toEqual([
      { account: 'client-receivable', minor: -101_150 },
      { account: 'network-revenue', minor: 85_000 },
      { account: 'network-tax', minor: 16_150 },
    ]);
    const { creditNotes } = await service.ask(getInvoiceDocument, engagement.client, { id });
    expect(creditNotes).toMatchObject([{ total: usd('119.01') }, { total: usd('892.49') }]);
    const again = { id, reason: 'Again' };
    expect(await service.refusal(creditInvoice, anAe(), again)).toMatchObject({ code: 'payments.invoice-state' });
  });

  it('below what is paid frees money, the latest payment first: it is the client’s credit', async () => {
    const [early, late] = [await pay(80_000n), await pay(21_150n)];
    expect(await invoice()).toMatchObject({ state: 'paid', open: usd('0.00') });
    expect(await credit('250.00')).toMatchObject({ total: usd('297.50'), freed: usd('297.50') });
    expect(await invoice()).toMatchObject({ state: 'paid', paid: usd('714.00'), open: usd('0.00') });
    expect((await invoice()).history.at(-1)).toMatchObject({ state: 'paid' });
    const left = await service.query<{ id: string; state: string; minor: number }>(
      `select id, state, allocated_minor::int as minor from client_payments`,
    );
    expect(new Map(left.map(({ id: payment, state, minor }) => [payment, [state, minor]]))).toEqual(
      new Map([
        [late, ['unallocated', 0]],
        [early, ['partly-allocated', 71_400]],
      ]),
    );
    // The note tells of the money it freed, and of nothing in between.
    expect(await service.told(moneyTakenOff)).toEqual([]);
    expect(await service.told(creditNoteIssued)).toMatchObject([
      { standing: { credited: usd('297.50'), paid: usd('714.00'), parts: [{ net: usd('600.00') }] } },
    ]);
    const { items } = await service.ask(listReceivables, engagement.client, {});
    expect(items).toMatchObject([{ open: usd('0.00'), unallocated: usd('297.50') }]);
  });

  it('of what is open pays the invoice off, and says so once', async () => {
    await pay(89_250n);
    await credit('100.00');
    expect(await invoice()).toMatchObject({ state: 'paid', paid: usd('892.50') });
    expect(await service.told(invoicePaid)).toHaveLength(1);
  });

  it('of all that is paid leaves it void, and all of the money free', async () => {
    await pay(101_150n);
    expect(await credit()).toMatchObject({ freed: usd('1011.50') });
    expect(await invoice()).toMatchObject({ state: 'void', paid: usd('0.00') });
  });

  it('by several at once never takes off more than there is', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => credit('200.00')));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await invoice()).toMatchObject({ credited: usd('952.00'), open: usd('59.50') });
    const serials = await service.query<{ serial: number }>('select serial from credit_notes order by serial');
    expect(serials.map(({ serial }) => serial)).toEqual([1, 2, 3, 4]);
  });

  it('in another currency, too precise, of nothing, or of no invoice is refused', async () => {
    const refused = async (net: { amount: string; currency: string }, field = 'lines.0.net') => {
      const lines = [{ invoiceLineId: line, net }];
      const { code, errors } = await service.refusal(creditInvoice, anAe(), { id, reason: 'x', lines });
      expect(errors).toMatchObject([{ field }]);
      return code;
    };
    expect(await refused({ amount: '1.00', currency: 'EUR' })).toBe('payments.other-currency');
    expect(await refused(usd('850.01'))).toBe('payments.credit-too-much');
    expect(await refused(usd('0.00'))).toBe('payments.amount-not-positive');
    expect(await refused(usd('0.005'))).toBe('money.too-precise');
    const gone = await service.refusal(creditInvoice, anAe(), { id: newId(), reason: 'x' });
    expect(gone).toMatchObject({ code: 'access.no-such-invoice' });
    expect((await service.ask(listCreditNotes, anAe(), {})).items).toEqual([]);
  });

  it('says on paper whom and what it corrects, only the lines it takes off, and what is open now', async () => {
    const another = { id: newId(), position: 2, contract_number: 2 };
    await tamper(
      service,
      `insert into invoice_lines select (jsonb_populate_record(line, $1)).* from invoice_lines line where id = $2`,
      [another, line],
    );
    const note = await credit('100.00');
    await service.ask(setBillingProfile, anAe(), {
      ...{ clientId: engagement.client.clientId!, version: 1, profile: { ...profile, legalName: 'Renamed GmbH' } },
    });
    const document = await service.ask(getCreditNoteDocument, engagement.client, { id: note.id });
    expect(document).toMatchObject({
      ...{ creditNote: note, invoice: { open: usd('892.50') }, at: '2026-01-20T09:00:00.000Z' },
    });
    const { number, issuedOn, seller, buyer } = await invoice();
    expect(document.invoice).toMatchObject({ number, issuedOn, seller, buyer });
    expect(buyer!.legalName).toBe(profile.legalName);
    expect(document.lines.map(({ id: each, net }) => [each, net])).toEqual([[line, usd('850.00')]]);
    expect(JSON.stringify(document)).not.toMatch(/"pay"|450\.00/);
    await pay(50_000n);
    const later = await service.ask(getCreditNoteDocument, anAe(), { id: note.id });
    expect(later).toMatchObject({ creditNote: note, invoice: { open: usd('392.50') } });
  });

  it('a client reads its own, others nothing (GW-3)', async () => {
    const note = await credit('1.00');
    expect((await service.ask(listCreditNotes, engagement.client, { invoiceId: id })).items).toEqual([note]);
    expect(await service.ask(getCreditNote, engagement.client, { id: note.id })).toEqual(note);
    expect((await service.ask(listCreditNotes, aClient(), {})).items).toEqual([]);
    for (const contract of [getCreditNote, getCreditNoteDocument]) {
      const unknown = await service.refusal(contract, aClient(), { id: newId() });
      expect(unknown).toMatchObject({ code: 'access.no-such-credit-note' });
      expect(await service.refusal(contract, aClient(), { id: note.id })).toEqual(unknown);
      for (const actor of [anExpert(), aPartner()])
        expect(await service.refusal(contract, actor, { id: note.id })).toMatchObject({ code: 'access.role' });
    }
    const asked = { id, reason: 'Mine' };
    expect(await service.refusal(creditInvoice, engagement.client, asked)).toMatchObject({ code: 'access.role' });
  });
});
