import fc from 'fast-check';
import {
  getClientPayment,
  importBankStatement,
  listClientPayments,
  listStatementEntries,
  paymentsEvents,
  reconcile,
  recordClientPayment,
  refundClientPayment,
} from '#libs/contracts';
import { anAdmin, anAe, type TestService } from '#libs/testing';
import { anIssuedInvoice, type IssuedInvoice, standOf } from '../test-support/an-issued-invoice.js';
import { aStatement, type StatedEntry } from '../test-support/statements.js';
import { differences, foundAfter, startPayments, tamper } from '../test-support/payments.js';

describe('what the bank takes back before its payment is known (PM-4)', () => {
  let service: TestService;
  beforeAll(async () => (service = await startPayments('2026-03-06T09:00:00.000Z')));
  afterAll(() => service.stop());

  const ae = anAe();
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const bring = async (...entries: StatedEntry[]) =>
    (await service.ask(importBankStatement, ae, { xml: aStatement(...entries) })).items[0]!;
  const waiting = async (reference: string) =>
    (await service.ask(listStatementEntries, ae, { outcome: 'return-unmatched', q: reference })).items;
  const check = async () => {
    const { checks } = await service.ask(reconcile, anAdmin(), { approved: [] });
    return checks.find(({ name }) => name === 'returns-are-taken-back')!;
  };
  const told = async (bankReference: string) =>
    (await service.told(paymentsEvents.returnUnmatched)).filter((each) => each.bankReference === bankReference);
  const paidBy = async (bankReference: string) =>
    (await service.ask(listClientPayments, ae, { bankReference })).items[0]!;

  let serial = 0;
  /** An invoice of 100.00, its payment on Monday, and the return of it on Tuesday, which names it in one of two ways. */
  async function aReturn(by: 'reference' | 'name' = 'reference') {
    const key = `${++serial}`;
    const invoice = await anIssuedInvoice(service, { net: 10_000, currency: 'EUR' });
    const monday = {
      amount: '100.00',
      reference: `P-${key}`,
      on: '2026-03-02',
      name: `E-${key}`,
      text: invoice.number,
    };
    const names = by === 'reference' ? { of: `P-${key}` } : { name: `E-${key}` };
    const tuesday = { amount: '-100.00', reference: `R-${key}`, on: '2026-03-03', ...names };
    const typed = { bankReference: `P-${key}`, amount: eur('100.00'), receivedOn: '2026-03-02' };
    return { key, invoice, monday, tuesday, typed: { ...typed, remittance: invoice.number } };
  }
  /** Invoices of these tests have no lines, nor settlements: that is not what they are about. */
  const wrong = async () => {
    const about = ['paid-is-allocated', 'payments-are-their-allocations-and-refunds', 'money-in-is-posted'];
    const found = Object.entries(await differences(service));
    return found.filter(([name]) => [...about, 'suspense-is-unmatched-money', 'returns-are-taken-back'].includes(name));
  };
  /** What the ledger says a client owes, in cents; an invoice of these tests posts nothing. */
  const owes = async ({ clientId }: IssuedInvoice) => {
    const [row] = await service.query<{ minor: string }>(
      `select sum(balance_minor)::int as minor from account_balances where owner_id = $1`,
      [clientId],
    );
    return row!.minor;
  };
  const isOpenAgain = async (invoice: IssuedInvoice) => {
    expect(await standOf(service, invoice)).toEqual(['issued', 0]);
    expect(await wrong()).toEqual([]);
  };

  it.each(['reference', 'name'] as const)(
    'waits, is told of once, and ends as if it had come after (by %s)',
    async (by) => {
      const { key, invoice, monday, tuesday } = await aReturn(by);
      const statement = await bring(tuesday);
      expect(statement.counts).toEqual({ 'return-unmatched': 1 });
      await bring(tuesday);
      await bring(tuesday, { ...tuesday, amount: '5.00', reference: `X-${key}`, of: undefined, name: undefined });
      expect(await waiting(`R-${key}`)).toHaveLength(2);
      expect(await waiting(`R-${key}`)).toMatchObject([{ statementId: statement.id, amount: eur('-100.00') }, {}]);
      expect(await told(`R-${key}`)).toMatchObject([{ clientId: null, amount: eur('100.00'), bookedOn: '2026-03-03' }]);
      expect((await check()).waiting).toBe(1);

      expect((await bring(monday)).counts).toEqual({ returned: 1 });
      await isOpenAgain(invoice);
      expect(await waiting(`R-${key}`)).toEqual([]);
      expect(await paidBy(`P-${key}`)).toMatchObject({
        state: 'refunded',
        refunded: eur('100.00'),
        allocated: eur('0.00'),
      });
      const [entry] = (await service.ask(listStatementEntries, ae, { id: statement.id, outcome: 'returned' })).items;
      expect(entry).toMatchObject({ detail: 'Taken back later, by Ann Executive.', paymentId: expect.any(String) });
      expect((await service.told(paymentsEvents.moneyTakenOff)).at(-1)).toMatchObject({
        ...{ invoiceId: invoice.id, why: 'returned' },
        standing: { paid: eur('0.00') },
      });
      expect(await check()).toMatchObject({ ok: true, waiting: 0 });
      expect(
        (await service.told(paymentsEvents.moneyUnmatched)).map(({ bankReference }) => bankReference),
      ).not.toContain(`P-${key}`);
    },
  );

  it('is taken off a payment recorded by hand, and answered so', async () => {
    const { invoice, tuesday, typed } = await aReturn();
    await bring(tuesday);
    const payment = await service.ask(recordClientPayment, ae, typed);
    expect(payment).toMatchObject({ state: 'refunded', refunded: eur('100.00'), unallocated: eur('0.00') });
    await isOpenAgain(invoice);
  });

  it('finds what was recorded by hand when the bank tells what its payer named it', async () => {
    const { key, invoice, monday, tuesday, typed } = await aReturn('name');
    await bring(tuesday);
    await service.ask(recordClientPayment, ae, typed);
    expect(await standOf(service, invoice)).toEqual(['paid', 10_000]);
    expect((await bring(monday)).counts).toEqual({ known: 1 });
    await isOpenAgain(invoice);
    expect(await waiting(`R-${key}`)).toEqual([]);
  });

  it('in one file is told of only if its payment is not in it', async () => {
    const { key, invoice, monday, tuesday } = await aReturn();
    const xml = aStatement(tuesday).replace(
      '</BkToCstmrStmt>',
      `${aStatement(monday).match(/<Stmt>.*<\/Stmt>/s)![0]}$&`,
    );
    await service.ask(importBankStatement, ae, { xml });
    await isOpenAgain(invoice);
    expect(await told(`R-${key}`)).toEqual([]);
  });

  it('a person settles by a refund with its reference, of the same amount', async () => {
    const { key, invoice, tuesday } = await aReturn();
    await bring({ ...tuesday, of: 'UNKNOWN' });
    const { id } = await service.ask(recordClientPayment, ae, {
      ...{ bankReference: `TYPO-${key}`, amount: eur('100.00'), receivedOn: '2026-03-02', remittance: invoice.number },
    });
    const refund = {
      bankReference: `R-${key}`,
      refundedOn: '2026-03-03',
      reason: 'Its return.',
    };
    expect(
      await service.refusal(refundClientPayment, ae, { id, refund: { ...refund, amount: eur('99.00') } }),
    ).toMatchObject({ code: 'payments.bank-reference-used' });
    const taken = await service.ask(refundClientPayment, ae, { id, refund: { ...refund, amount: eur('100.00') } });
    expect(taken.kind).toBe('returned');
    expect(await waiting(`R-${key}`)).toEqual([]);
    await isOpenAgain(invoice);
    expect(
      (await bring({ ...tuesday, of: 'UNKNOWN' }, { ...tuesday, reference: `Y-${key}`, of: 'UNKNOWN' })).counts,
    ).toEqual({
      ...{ known: 1, 'return-unmatched': 1 },
    });
    await tamper(service, `delete from bank_returns where bank_reference = $1`, [`Y-${key}`]);
  });

  it('that differs from the refund a person recorded is refused, and leaves nothing to be explained for ever', async () => {
    const { key, monday, tuesday } = await aReturn();
    await bring(monday);
    const { id } = await paidBy(`P-${key}`);
    const refund = { bankReference: `R-${key}`, refundedOn: '2026-03-03', reason: 'Typed', reopensInvoices: true };
    await service.ask(refundClientPayment, ae, { id, refund: { ...refund, amount: eur('99.00') } });
    expect((await bring(tuesday)).counts).toEqual({ refused: 1 });
    expect(await wrong()).toEqual([]);
  });

  it('booked in the future is refused, as a payment is', async () => {
    const { invoice, monday, tuesday } = await aReturn();
    await bring(monday);
    expect((await bring({ ...tuesday, on: '2026-03-08' })).counts).toEqual({ refused: 1 });
    expect(await standOf(service, invoice)).toEqual(['paid', 10_000]);
    await bring(tuesday);
    await isOpenAgain(invoice);
  });

  it('of more than is left waits for a person', async () => {
    const { key, invoice, monday, tuesday } = await aReturn();
    await bring({ ...tuesday, amount: '-100.01' });
    await bring(monday);
    expect(await standOf(service, invoice)).toEqual(['paid', 10_000]);
    expect(await waiting(`R-${key}`)).toHaveLength(1);
  });

  it.each([
    ['for another amount', `update bank_returns set amount_minor = amount_minor + 1`],
    ['from no payment though it is there', `update client_payments set refunded_minor = 0; delete from refunds`],
  ])('taken back %s is a difference', async (_, sql) => {
    expect(await foundAfter(service, sql)).toContain('returns-are-taken-back');
  });

  it('two payments by hand and a refund at once take it back once', async () => {
    const { key, tuesday, typed } = await aReturn();
    await bring(tuesday);
    const other = await service.ask(recordClientPayment, ae, {
      ...typed,
      bankReference: `O-${key}`,
      remittance: 'other',
    });
    const refund = {
      bankReference: `R-${key}`,
      refundedOn: '2026-03-03',
      reason: 'Its return.',
      amount: eur('100.00'),
    };
    const all = await Promise.allSettled([
      ...[1, 2].map(() => service.ask(recordClientPayment, ae, typed)),
      service.ask(refundClientPayment, ae, { id: other.id, refund }),
    ]);
    expect(all.slice(0, 2).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await service.query('select from refunds where bank_reference = $1', [refund.bankReference])).toHaveLength(
      1,
    );
    expect(await wrong()).toEqual([]);
    expect(await service.ask(getClientPayment, ae, { id: other.id })).toMatchObject({ clientId: null });
  });

  it('whatever order statements come in, and however often: the same balances', async () => {
    /** Four transfers, each of its own client, some of them taken back, in whole or in part; on statements of one transfer or two. */
    const shape = fc.record({
      back: fc.array(fc.constantFrom('none', 'whole', 'part', 'twice'), { minLength: 4, maxLength: 4 }),
      by: fc.array(fc.constantFrom('reference' as const, 'name' as const), { minLength: 4, maxLength: 4 }),
      orders: fc.tuple(...[1, 2].map(() => fc.array(fc.nat(), { minLength: 16, maxLength: 16 }))),
    });
    const parts = { none: [], whole: ['-100.00'], part: ['-40.00'], twice: ['-40.00', '-60.00'] } as const;
    await fc.assert(
      fc.asyncProperty(shape, async ({ back, by, orders }) => {
        const outcomes = [];
        for (const order of orders) {
          const worlds = [];
          for (const each of by) worlds.push(await aReturn(each));
          const returns = worlds.flatMap(({ tuesday }, at) =>
            parts[back[at] as keyof typeof parts].map((amount, n) => ({
              ...{ ...tuesday, amount, reference: `${tuesday.reference}-${n}` },
            })),
          );
          const [first, second, ...rest] = worlds.map(({ monday }) => monday);
          const said = [[first!, second!], ...[...rest, ...returns].map((one) => [one])];
          // Each of them twice, in any order.
          const files = [...said, ...said].map((one, at) => ({ one, at: order[at % order.length]! }));
          for (const { one } of files.sort((a, b) => a.at - b.at)) await bring(...one);
          expect(await wrong()).toEqual([]);
          const stands = [];
          for (const { invoice, key } of worlds) {
            const { state, allocated, refunded, unallocated } = await paidBy(`P-${key}`);
            stands.push({
              invoice: await standOf(service, invoice),
              owes: await owes(invoice),
              state,
              allocated,
              refunded,
              unallocated,
            });
          }
          outcomes.push(stands);
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
      { numRuns: 4 },
    );
  });
});
