import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  getBankStatement,
  getClientPayment,
  importBankStatement,
  listBankStatements,
  listClientPayments,
  listStatementEntries,
  paymentsEvents,
  recordClientPayment,
} from '#libs/contracts';
import { aClientUser, anAe, aPartner, aTeamLead, type TestService } from '#libs/testing';
import { anIssuedInvoice, postedFor, standOf } from '../test-support/an-issued-invoice.js';
import { startPayments } from '../test-support/payments.js';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');
const sparkasse = sample('sparkasse.001.02.xml');
const reversals = sample('reversals.001.08.xml');

describe('bank statements (PM-4)', () => {
  let service: TestService;
  beforeEach(async () => (service = await startPayments('2026-03-06T09:00:00.000Z')));
  afterEach(() => service.stop());

  const ae = anAe();
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const bring = async (xml: string) => (await service.ask(importBankStatement, ae, { xml })).items;
  const entriesOf = async (id: string) => (await service.ask(listStatementEntries, ae, { id, limit: 100 })).items;
  const payments = async () => (await service.ask(listClientPayments, ae, { sort: 'recordedAt', limit: 100 })).items;
  it('record every credit once and match it; the same again changes nothing', async () => {
    const invoice = await anIssuedInvoice(service, { net: 150_000, currency: 'EUR' });
    const xml = sparkasse.replace('INV-2026-</Ustrd><Ustrd>000042', `${invoice.number}</Ustrd><Ustrd>`);
    const [statement] = await bring(xml);
    expect(statement).toMatchObject({
      ...{ statementId: '00042', account: 'DE89 **** **** **** **** 00', from: '2026-03-02', to: '2026-03-02' },
      ...{ opening: eur('1000.00'), closing: eur('3158.90'), counts: { matched: 1, unmatched: 2, ignored: 1 } },
    });
    const entries = await entriesOf(statement!.id);
    expect(entries.map(({ outcome, amount }) => [outcome, amount.amount])).toEqual([
      ['matched', '1190.00'],
      ['unmatched', '700.00'],
      ['unmatched', '300.00'],
      ['ignored', '-31.10'],
    ]);
    expect(await standOf(service, invoice)).toEqual(['partly-paid', 119_000]);
    expect(await postedFor(service, entries[0]!.paymentId!)).toEqual({
      'money-received': [
        ['network-cash', 119_000],
        ['client-receivable', invoice.clientId, -119_000],
      ],
    });
    const [first] = await payments();
    expect(first).toMatchObject({ source: 'statement', statementId: statement!.id, receivedOn: '2026-03-02' });
    const again = await Promise.all([bring(xml), bring(xml.replaceAll('05:12:44', '09:00:00')), bring(xml)]);
    expect(again).toEqual([[statement], [statement], [statement]]);
    expect(await payments()).toHaveLength(3);
    expect((await service.ask(listBankStatements, aTeamLead(), {})).items).toEqual([statement]);
    expect(await service.ask(getBankStatement, ae, { id: statement!.id })).toEqual(statement);
  });

  it('pay one invoice by several entries in turn, and each event says how it stands after it', async () => {
    const invoice = await anIssuedInvoice(service, { net: 150_000, currency: 'EUR' });
    const [statement] = await bring(
      sparkasse
        .replace('INV-2026-</Ustrd><Ustrd>000042', `${invoice.number}</Ustrd><Ustrd>`)
        .replace('RF54INV2026000042', invoice.number),
    );
    expect(statement!.counts).toEqual({ matched: 2, unmatched: 1, ignored: 1 });
    expect(await standOf(service, invoice)).toEqual(['paid', 150_000]);
    expect(await service.told(paymentsEvents.moneyReceived)).toMatchObject([
      { amount: eur('1190.00'), standing: { number: 1, paid: eur('1190.00') } },
      { amount: eur('310.00'), standing: { number: 2, paid: eur('1500.00') } },
    ]);
    expect(await service.told(paymentsEvents.invoicePaid)).toMatchObject([{ standing: { number: 2 } }]);
    const versions = await service.query(
      `select routing_key as type, aggregate_version::int as version from outbox where aggregate_id = $1 order by seq`,
      [invoice.id],
    );
    expect(versions).toEqual([
      { type: 'payments.money-received.v1', version: 1 },
      { type: 'payments.money-received.v1', version: 2 },
      { type: 'payments.invoice-paid.v1', version: 3 },
    ]);
    expect((await payments()).map(({ allocated, unallocated, state }) => [allocated, unallocated, state])).toEqual([
      [eur('1190.00'), eur('0.00'), 'allocated'],
      [eur('310.00'), eur('390.00'), 'partly-allocated'],
      [eur('0.00'), eur('300.00'), 'unmatched'],
    ]);
    const changes = await service.query('select state from changes where subject_id = $1 order by at, id', [
      invoice.id,
    ]);
    expect(changes).toEqual([{ state: 'partly-paid' }, { state: 'paid' }]);
    const [row] = await service.query('select movements, version from invoices where id = $1', [invoice.id]);
    expect(row).toEqual({ movements: 2, version: 3 });
  });

  it('that overlap know what was recorded, by hand too, and refuse what differs', async () => {
    const by = { receivedOn: '2026-03-02', amount: eur('1190.00') };
    await service.ask(recordClientPayment, ae, { bankReference: '2026030200012345', ...by });
    await service.ask(recordClientPayment, ae, { bankReference: '2026030200012346/1', ...by, amount: eur('700.01') });
    const [first] = await bring(sparkasse);
    expect(first!.counts).toEqual({ known: 1, refused: 1, unmatched: 1, ignored: 1 });
    const [second] = await bring(sparkasse.replace('<Id>00042</Id>', '<Id>00043</Id>'));
    expect(second!.id).not.toBe(first!.id);
    expect(second!.counts).toEqual({ known: 2, refused: 1, ignored: 1 });
    expect(await payments()).toHaveLength(3);
  });

  it('what the bank takes back is taken off again; one bad entry loses none of the others', async () => {
    const invoice = await anIssuedInvoice(service, { net: 70_000, currency: 'EUR' });
    await bring(sparkasse.replace('RF54INV2026000042', invoice.number));
    expect(await standOf(service, invoice)).toEqual(['paid', 70_000]);
    const [statement, empty] = await bring(reversals);
    expect(statement!.counts).toEqual({ ignored: 1, returned: 1, 'return-unmatched': 1, unmatched: 2, refused: 2 });
    expect(empty).toMatchObject({ statementId: '2026-045', counts: {} });
    const entries = await entriesOf(statement!.id);
    expect(entries.map(({ outcome, bankReference }) => [outcome, bankReference])).toEqual([
      ['ignored', 'P-1'],
      ['returned', '2026030400000007'],
      ['return-unmatched', '2026030400000008'],
      ['refused', '2026030400000009'],
      ['refused', '2026030400000010'],
      ['unmatched', 'T-1'],
      ['unmatched', 'T-2'],
    ]);
    expect(await standOf(service, invoice)).toEqual(['issued', 0]);
    const returned = entries[1]!.paymentId!;
    expect(await service.ask(getClientPayment, ae, { id: returned })).toMatchObject({ state: 'refunded' });
    const told = await service.told(paymentsEvents.moneyTakenOff);
    expect(told).toMatchObject([{ why: 'returned', amount: eur('700.00'), paymentId: returned }]);
    const [overlap] = await bring(reversals.replace('<Id>2026-044</Id>', '<Id>2026-046</Id>'));
    expect(overlap!.counts).toEqual({ ignored: 1, known: 3, 'return-unmatched': 1, refused: 2 });
    expect(await service.told(paymentsEvents.moneyTakenOff)).toHaveLength(1);
  });

  it('two transfers of one reference: the first is recorded, a person looks at the other', async () => {
    const [statement] = await bring(
      reversals.replace('>T-2<', '>T-9<').replace('2026030400000009', 'T-1').replace('2026-02-30', '2026-03-03'),
    );
    const entries = await entriesOf(statement!.id);
    expect(entries.filter(({ bankReference }) => bankReference === 'T-1').map(({ outcome }) => outcome)).toEqual([
      'unmatched',
      'refused',
    ]);
  });

  it('two returns of one reference: one is taken off, a person looks at the other, and at one of another amount', async () => {
    const outcomesOf = async (xml: string) => {
      const [statement] = await bring(xml);
      return (await entriesOf(statement!.id)).slice(1, 3).map(({ outcome }) => outcome);
    };
    await bring(sparkasse);
    const twice = reversals.replace('2026030400000008', '2026030400000007');
    expect(await outcomesOf(twice)).toEqual(['returned', 'refused']);
    const changed = reversals
      .replaceAll('EUR">700.00</Amt><CdtDbtInd>DBIT', 'EUR">70.00</Amt><CdtDbtInd>DBIT')
      .replaceAll('2843.90', '3473.90');
    expect(await outcomesOf(changed)).toEqual(['refused', 'return-unmatched']);
  });

  it('what is booked in the future waits for a person; tomorrow may have begun at the bank', async () => {
    const [tomorrow] = await bring(sparkasse.replaceAll('2026-03-02', '2026-03-07'));
    expect(tomorrow!.counts).toEqual({ unmatched: 3, ignored: 1 });
    const [later] = await bring(reversals.replace('2026-02-30', '2026-03-08'));
    const entries = await entriesOf(later!.id);
    expect(entries[3]).toMatchObject({ outcome: 'refused', detail: 'Its booking date lies in the future.' });
  });

  it('with letters of any length, cut where they are too long', async () => {
    const long = `x${'😀'.repeat(600)}`;
    const xml = sparkasse.replaceAll('2026030200012345', long).replace('Blaureiher', long).replace('RECHNUNG', long);
    const [statement] = await bring(xml);
    expect(statement!.counts).toEqual({ unmatched: 3, ignored: 1 });
    expect(await bring(xml)).toEqual([statement]);
    const half = sparkasse.replace('<Id>00042<', '<Id>00043<').replace('Kranich AG', 'Kranich \ud83d');
    expect((await bring(half))[0]!.counts).toEqual({ unmatched: 1, known: 2, ignored: 1 });
  });

  it('what does not add up, or is of another account, leaves nothing', async () => {
    const refused = (xml: string) => service.refusal(importBankStatement, ae, { xml });
    const broken = reversals
      .replace('<Id>2026-045</Id>', '<Id>2026-045</Id><!-- -->')
      .replace(/2843\.90(?!.*2843\.90)/s, '1.00');
    expect(await refused(broken)).toMatchObject({
      ...{ code: 'payments.statement-balances', kind: 'invalid' },
      facts: { statementId: '2026-045', closing: eur('1.00'), counted: eur('2843.90') },
    });
    await service.query(
      `update invoice_policy set policy = policy || '{"seller": {"iban": "FR14 2004 1010 0505 0001 3M02 606"}}'`,
    );
    expect(await refused(reversals)).toMatchObject({ code: 'payments.not-our-account' });
    await service.query(
      `update invoice_policy set policy = policy || '{"seller": {"iban": "DE89 3704 0044 0532 0130 00"}}'`,
    );
    expect(await refused('<Document>')).toMatchObject({
      ...{ code: 'payments.statement-malformed', errors: [{ field: 'xml' }] },
    });
    expect([await payments(), (await service.ask(listBankStatements, ae, {})).items]).toEqual([[], []]);
    expect(await bring(reversals)).toHaveLength(2);
  });

  it('are found by account and days, their entries by day and text', async () => {
    const days = (from: string, to: string) =>
      sparkasse
        .replace('2026-03-02T00:00:00.0', `${from}T00:00:00.0`)
        .replace('2026-03-02T23:59:59.0', `${to}T23:59:59.0`);
    const [early] = await bring(days('2026-02-20', '2026-02-28'));
    const [late] = await bring(days('2026-02-27', '2026-03-03'));
    const other = sparkasse.replace('DE89370400440532013000', 'DE02120300000000202051');
    const [single] = await bring(other.replaceAll('20260302000123', '20260302000999'));
    const [noDays] = await bring(reversals);
    const found = async (filter: Partial<z.input<typeof listBankStatements.input>>) =>
      (await service.ask(listBankStatements, ae, { sort: 'day', ...filter })).items.map(({ id }) => id);
    expect((await found({})).slice(0, 4)).toEqual([early!.id, single!.id, late!.id, noDays!.id]);
    expect(await found({ from: '2026-02-28', to: '2026-02-28', sort: '-day' })).toEqual([late!.id, early!.id]);
    expect(await found({ from: '2026-03-01' })).toEqual([single!.id, late!.id]);
    expect(await found({ to: '2026-02-26' })).toEqual([early!.id]);
    expect(await found({ account: 'de02 1203 0000 0000 2020 51' })).toEqual([single!.id]);

    const lines = async (filter: object) =>
      (await service.ask(listStatementEntries, ae, { id: noDays!.id, ...filter })).items.map(({ line }) => line);
    expect(await lines({ bookedOn: '2026-03-05' })).toEqual([1]);
    expect(await lines({ q: '400000007' })).toEqual([2]);
    expect(await lines({ q: 'kranich' })).toEqual([2]);
    expect(await lines({ q: '4%7' })).toEqual([]);
  });

  it('are for the network only', async () => {
    for (const actor of [aPartner(), aClientUser(), aTeamLead()])
      expect(await service.refusal(importBankStatement, actor, { xml: sparkasse })).toMatchObject({
        code: 'access.role',
      });
    for (const actor of [aPartner(), aClientUser()])
      expect(await service.refusal(listBankStatements, actor, {})).toMatchObject({ code: 'access.role' });
  });
});
