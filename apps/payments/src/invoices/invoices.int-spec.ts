import {
  changeDraft,
  discardDraft,
  draftInvoices,
  getInvoice,
  getInvoiceDocument,
  issueInvoice,
  listInvoiceEntries,
  listInvoiceLines,
  listInvoices,
  listReceivables,
  paymentsEvents,
  setBillingProfile,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { profile, seller, withProfile, withSeller, aDraft, anInvoice } from '../test-support/invoices.js';
import {
  aClient,
  anAdmin,
  anAe,
  anAmendment,
  anExpert,
  aPayroll,
  aPlacement,
  approvedLines,
  settle,
  startPayments,
  usd,
} from '../test-support/payments.js';

const { invoiceDrafted, invoiceIssued } = paymentsEvents;

describe('invoices (PM-4)', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  const drafts = async () => (await service.ask(listInvoices, anAe(), { state: 'draft' })).items;

  describe('drafts', () => {
    it('come by themselves after a settlement: one a client and currency, a line a settlement and contract', async () => {
      const engagement = await aPlacement(service);
      const { client } = engagement;
      await anAmendment(service, engagement, { effectiveFrom: '2026-01-12', billRate: usd('90.00') });
      await approvedLines(service, await aPlacement(service, { client }), { minutes: 30 });
      const inEuro = { payRate: { amount: '40.00', currency: 'EUR' }, billRate: { amount: '80.00', currency: 'EUR' } };
      await approvedLines(service, await aPlacement(service, { client, ...inEuro }), { minutes: 60 });
      await approvedLines(service, await aPlacement(service), { minutes: 60 });
      const draft = await aDraft(
        service,
        engagement,
        ...[{ minutes: 61 }, { minutes: 1, workedOn: '2026-01-08' }, { minutes: 60, workedOn: '2026-01-13' }],
      );

      expect(await drafts()).toHaveLength(3);
      const items = (await drafts()).filter(({ clientId }) => clientId === client.clientId);
      expect(items.map(({ net }) => net).sort((a, b) => (a.currency < b.currency ? -1 : 1))).toEqual([
        { amount: '80.00', currency: 'EUR' },
        // 86.42 + 1.42, 90.00 and 42.50
        usd('220.34'),
      ]);
      const ofDollars = items.find(({ net }) => net.currency === 'USD')!;
      expect(ofDollars).toMatchObject({
        state: 'draft',
        number: null,
        lines: 3,
        minutes: 152,
        clientName: 'Blue Heron',
      });
      expect(ofDollars).toMatchObject({ periodStart: '2026-01-06', periodEnd: '2026-01-13', createdBy: 'Shoreline' });
      const { items: lines } = await service.ask(listInvoiceLines, anAe(), { id: ofDollars.id });
      expect(lines).toHaveLength(3);
      const mine = lines.filter(({ placementId }) => placementId === engagement.placementId);
      expect(mine).toMatchObject([
        { firstDay: '2026-01-06', lastDay: '2026-01-08', minutes: 62, billRate: usd('85.00'), net: usd('87.84') },
        { firstDay: '2026-01-13', minutes: 60, billRate: usd('90.00'), net: usd('90.00'), title: 'Storefront' },
      ]);
      expect(draft.clientId).toBe(client.clientId);
      expect(await service.told(invoiceDrafted)).toHaveLength(3);
    });

    it('trace each line to its entries', async () => {
      const engagement = await aPlacement(service);
      const { id } = await aDraft(service, engagement, { minutes: 60 }, { minutes: 30, taskTitle: 'Search' });
      const { items: lines } = await service.ask(listInvoiceLines, anAe(), { id });
      const { items } = await service.ask(listInvoiceEntries, anAe(), { id, lineId: lines[0]!.id });
      expect(items.map(({ taskTitle, minutes, net }) => `${taskTitle} ${minutes} ${net.amount}`).sort()).toEqual([
        'Checkout 60 85.00',
        'Search 30 42.50',
      ]);
      expect((await service.ask(listInvoiceEntries, anAe(), { id, lineId: newId() })).items).toEqual([]);
    });

    it('on demand and at once by several take each settlement once', async () => {
      const engagement = await aPlacement(service);
      const { id, version } = await aDraft(service, engagement);
      await service.ask(discardDraft, anAe(), { id, version });
      const all = await Promise.all(Array.from({ length: 5 }, () => service.ask(draftInvoices, anAe(), {})));
      expect(all.flatMap(({ items }) => items)).toMatchObject([{ net: usd('850.00'), createdBy: 'Ann Executive' }]);
      await settle(service);
      await service.until('2026-01-21T09:00:00Z');
      expect(await drafts()).toHaveLength(1);
    });

    it('wait while all comes to nothing or less, and are of one client when asked so', async () => {
      const [mine, other] = [await aPlacement(service), await aPlacement(service)];
      for (const { minutes, of } of [
        { minutes: 60, of: mine },
        { minutes: 120, of: other },
      ])
        await approvedLines(service, of, { minutes });
      await service.until('2026-01-20T09:00:00Z');
      const sent = await drafts();
      for (const { id, version } of sent) await service.ask(discardDraft, anAe(), { id, version });
      await approvedLines(service, mine, { minutes: -60, workedOn: '2026-01-07' });
      await service.until('2026-02-03T09:00:00Z');
      expect(await drafts()).toMatchObject([{ clientId: other.client.clientId, net: usd('170.00') }]);

      expect((await service.ask(draftInvoices, anAe(), { clientId: mine.client.clientId })).items).toEqual([]);
      await approvedLines(service, mine, { minutes: 30, workedOn: '2026-02-05' });
      await service.until('2026-02-17T09:00:00Z');
      expect((await drafts()).map(({ net }) => net.amount).sort()).toEqual(['170.00', '42.50']);
    });

    it('are edited from the version that was read, and say what they would be issued with', async () => {
      const engagement = await aPlacement(service);
      const { id, version } = await aDraft(service, engagement);
      const change = { purchaseOrder: 'PO-7' };
      expect(await service.ask(changeDraft, anAe(), { id, version, change })).toMatchObject({ ...change, version: 2 });
      const stale = { code: 'request.stale' };
      expect(await service.refusal(changeDraft, anAe(), { id, version, change })).toMatchObject(stale);
      expect(await service.refusal(discardDraft, anAe(), { id, version })).toMatchObject(stale);
      const { clientId } = await withProfile(service, engagement);
      const { invoice } = await service.ask(getInvoiceDocument, anAe(), { id });
      expect(invoice).toMatchObject({ tax: usd('161.50'), total: usd('1011.50'), buyer: { taxId: 'DE123456789' } });
      const lower = { clientId, version: 1, profile: { ...profile, taxRateBasisPoints: 700 } };
      await service.ask(setBillingProfile, anAe(), lower);
      expect(await drafts()).toMatchObject([
        { version: 2, taxRateBasisPoints: 700, tax: usd('59.50'), open: usd('909.50') },
      ]);
    });
  });

  describe('issued', () => {
    it('has number, reference, dates, parties and tax, and stays so', async () => {
      const engagement = await aPlacement(service);
      const invoice = await anInvoice(service, engagement);
      const { legalName, address, taxId, email } = profile;
      expect(invoice).toMatchObject({
        ...{ number: 'INV-2026-000001', reference: 'RF94INV2026000001', state: 'issued', overdue: false },
        ...{ net: usd('850.00'), tax: usd('161.50'), total: usd('1011.50'), open: usd('1011.50') },
        ...{ issuedOn: '2026-01-20', dueOn: '2026-02-03', buyer: { legalName, address, taxId, email } },
        seller: { ...seller, iban: 'DE89370400440532013000' },
        history: [{ state: 'draft' }, { state: 'issued', by: 'Ann Executive' }],
      });
      expect(await service.told(invoiceIssued)).toMatchObject([
        {
          ...{ invoiceId: invoice.id, dueOn: '2026-02-03', email: 'ap@heron.example', open: usd('1011.50') },
          payTo: {
            ...{ holder: seller.legalName, bankName: seller.bankName, iban: 'DE89370400440532013000' },
            ...{ bic: seller.bic, reference: 'RF94INV2026000001' },
          },
          standing: { number: 1, total: usd('1011.50'), parts: [{ net: usd('850.00') }] },
          costs: [{ placementId: engagement.placementId, pay: usd('450.00'), minutes: 600 }],
        },
      ]);
      const books = `select account, amount_minor::int as minor from postings join journal on journal.id = journal_id
        where kind = 'invoice-issued' order by account`;
      expect(await service.query(books)).toEqual([
        { account: 'client-receivable', minor: 16_150 },
        { account: 'network-tax', minor: -16_150 },
      ]);
    });

    it('as it was read: not what a colleague changed a second ago (GW-4)', async () => {
      const engagement = await aPlacement(service);
      await withSeller(service);
      await withProfile(service, engagement);
      const { id, version } = await aDraft(service, engagement);
      await service.ask(changeDraft, anAe(), { id, version, change: { purchaseOrder: 'PO-8' } });
      const refusal = await service.refusal(issueInvoice, anAe(), { id, version });
      expect(refusal).toMatchObject({ code: 'request.stale', kind: 'precondition-failed', facts: { version: 2 } });
      expect(await drafts()).toHaveLength(1);
      const issued = await service.ask(issueInvoice, anAe(), { id, version: 2 });
      expect(issued).toMatchObject({ number: 'INV-2026-000001', purchaseOrder: 'PO-8', version: 3 });
    });

    it('needs a billing profile and a seller, and a draft', async () => {
      const engagement = await aPlacement(service);
      const { id, version } = await aDraft(service, engagement);
      const refusal = async () => (await service.refusal(issueInvoice, anAe(), { id, version })).code;
      expect(await refusal()).toBe('payments.no-billing-profile');
      await withProfile(service, engagement, { taxRateBasisPoints: 0, purchaseOrder: 'PO-1' });
      expect(await refusal()).toBe('payments.no-seller');
      await withSeller(service);
      const issued = await service.ask(issueInvoice, anAe(), { id, version });
      expect(issued).toMatchObject({ number: 'INV-2026-000001', tax: usd('0.00'), purchaseOrder: 'PO-1' });
      expect(await refusal()).toBe('payments.invoice-state');
      const present = { id, version: issued.version };
      for (const asked of [
        service.refusal(changeDraft, anAe(), { ...present, change: { note: 'x' } }),
        service.refusal(discardDraft, anAe(), present),
      ])
        expect(await asked).toMatchObject({ code: 'payments.invoice-state', facts: { state: 'issued' } });
    });

    it('by eight at once: numbers without gaps, also where some fail, anew each year', async () => {
      const engagements = [];
      for (let n = 0; n < 24; n++) engagements.push(await aPlacement(service));
      for (const each of engagements) await approvedLines(service, each, { minutes: 60 });
      await withSeller(service);
      // Every third has no profile, so that issuing it is refused.
      for (const [n, each] of engagements.entries()) if (n % 3) await withProfile(service, each);
      await service.until('2026-01-20T09:00:00Z');
      const waiting = (await drafts()).map(({ id, version }) => ({ id, version }));
      const issue = (of: { id: string; version: number }) =>
        service.ask(issueInvoice, anAe(), of).catch(() => undefined);
      const issuer = async (): Promise<void> => {
        for (let of = waiting.pop(); of; of = waiting.pop()) await Promise.all([issue(of), issue(of)]);
      };
      await Promise.all(Array.from({ length: 8 }, issuer));
      const numbers = await service.query<{ serial: number }>(
        'select serial from invoices where year = 2026 order by 1',
      );
      expect(numbers.map(({ serial }) => serial)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));

      const [left] = await drafts();
      await withProfile(service, { ...engagements[0]!, client: aClient(left!.clientId) });
      await service.until('2027-01-01T00:00:00Z');
      const { id, version } = left!;
      expect(await service.ask(issueInvoice, anAe(), { id, version })).toMatchObject({ number: 'INV-2027-000001' });
    });

    it('is frozen: the database refuses the service itself', async () => {
      const { id } = await anInvoice(service, await aPlacement(service));
      for (const sql of [
        `update invoices set net_minor = net_minor - 1 where id = $1`,
        `update invoices set serial = 7 where id = $1`,
        `update invoices set number = null, state = 'draft' where id = $1`,
        `update invoices set note = 'x' where id = $1`,
        `delete from invoices where id = $1`,
        `update invoice_lines set title = 'x' where invoice_id = $1`,
        `delete from invoice_lines where invoice_id = $1`,
        `insert into invoice_lines select (jsonb_populate_record(line, '{"position": 9, "contract_number": 9}')).*
           from invoice_lines line where invoice_id = $1`,
        `delete from invoiced_settlements where invoice_id = $1`,
      ])
        await expect(service.query(sql, [id])).rejects.toThrow('an issued invoice stays');
      await service.query(`update invoices set reminders = 1 where id = $1`, [id]);
    });
  });

  it('a client reads its own issued invoices, and nothing of others or of pay; experts none (GW-3)', async () => {
    const [mine, other] = [await aPlacement(service), await aPlacement(service)];
    await approvedLines(service, other, { minutes: 60 });
    const invoice = await anInvoice(service, mine);
    const { id } = invoice;
    expect((await service.ask(listInvoices, mine.client, {})).items).toEqual([invoice]);
    expect(JSON.stringify(await service.ask(getInvoiceDocument, mine.client, { id }))).not.toMatch(/pay|450\.00/i);
    const draftId = (await drafts())[0]!.id;
    const unknown = await service.refusal(getInvoice, mine.client, { id: newId() });
    for (const contract of [getInvoice, listInvoiceLines, listInvoiceEntries, getInvoiceDocument]) {
      await service.ask(contract, mine.client, { id });
      expect(await service.refusal(contract, other.client, { id })).toEqual(unknown);
      expect(await service.refusal(contract, other.client, { id: draftId })).toEqual(unknown);
      for (const actor of [anExpert(), aPayroll()])
        expect(await service.refusal(contract, actor, { id })).toMatchObject({ code: 'access.role' });
    }
    expect((await service.ask(listInvoices, other.client, {})).items).toEqual([]);
    const asked = { clientId: mine.client.clientId };
    expect(await service.refusal(listInvoices, other.client, asked)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(draftInvoices, mine.client, {})).toMatchObject({ code: 'access.role' });
    const asIs = { id, version: invoice.version };
    expect(await service.refusal(issueInvoice, mine.client, asIs)).toMatchObject({ code: 'access.role' });
  });

  it('lists by every sort, page by page, and by what is asked', async () => {
    const engagements = [await aPlacement(service), await aPlacement(service), await aPlacement(service)];
    for (const [n, each] of engagements.entries()) await approvedLines(service, each, { minutes: 60 + n });
    const invoice = await anInvoice(service, engagements[0]!);
    const all = (await service.ask(listInvoices, anAe(), {})).items.map(({ id }) => id).sort();
    for (const sort of ['createdAt', '-issuedOn', 'dueOn', 'total'] as const) {
      const seen: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await service.ask(listInvoices, anAe(), { sort, limit: 1, cursor });
        seen.push(...page.items.map(({ id }) => id));
        if (!page.nextCursor) break;
        cursor = page.nextCursor;
      }
      expect(seen.toSorted()).toEqual(all);
    }
    const found = async (filter: object) =>
      (await service.ask(listInvoices, anAdmin(), filter)).items.map(({ id }) => id);
    for (const filter of [{ number: 'inv-2026-000001' }, { from: '2026-01-20', to: '2026-01-20' }, { state: 'issued' }])
      expect(await found(filter)).toEqual([invoice.id]);
    for (const filter of [{ from: '2026-01-21' }, { to: '2026-01-19' }, { overdue: 'true' }])
      expect(await found(filter)).toEqual([]);
    await service.until('2026-02-04T00:00:00Z');
    expect(await found({ overdue: 'true' })).toEqual([invoice.id]);
    expect(await found({ overdue: 'false' })).toHaveLength(2);
    const { items } = await service.ask(listReceivables, anAe(), { clientId: invoice.clientId });
    expect(items).toMatchObject([
      {
        amount: usd('1112.65'),
        uninvoiced: usd('0.00'),
        open: usd('1112.65'),
        overdue: usd('1112.65'),
        settlements: 0,
      },
    ]);
  });
});
