import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#libs/access';
import {
  allocateClientPayment,
  getClientPayment,
  importBankStatement,
  listStatementEntries,
  paymentsEvents,
  recordClientPayment,
  referralEvents,
  refundClientPayment,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAe, aPartner, type TestService } from '#libs/testing';
import { anIssuedInvoice, type IssuedInvoice, postedFor, standOf } from '../test-support/an-issued-invoice.js';
import { startPayments } from '../test-support/payments.js';
import { aStatement } from '../test-support/statements.js';
import { needsBank } from './matching.rules.js';

const { leadWon, leadRefused } = referralEvents;
const sparkasse = readFileSync(join(import.meta.dirname, 'samples', 'sparkasse.001.02.xml'), 'utf8');

describe('money that is reported by whoever earns commission on it (RC-4, PM-4)', () => {
  let service: TestService;
  let invoice: IssuedInvoice;
  beforeEach(async () => {
    service = await startPayments('2026-03-06T09:00:00.000Z');
    invoice = await anIssuedInvoice(service, { net: 119_000, currency: 'EUR' });
  });
  afterEach(() => service.stop());

  const [ae, partner] = [anAe(), aPartner()];
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const leadOf = (referrer: Actor, clientId = invoice.clientId) => ({
    ...{ leadId: newId(), referrerId: referrer.id, referrerKind: 'partner' as const, expertId: null },
    ...{ companyName: 'Blue Heron', clientId },
  });
  type Lead = ReturnType<typeof leadOf>;
  const won = (lead: Lead) =>
    service.hears(leadWon, lead.leadId, {
      ...{ ...lead, ratePercent: 25, plan: { summary: '', tasks: [] }, reason: 'They signed' },
      ...{ recordedBy: 'Ann Executive', wonAt: '2026-01-02T09:00:00.000Z' },
    });
  const refused = ({ clientId: _, ...lead }: Lead) =>
    service.hears(leadRefused, lead.leadId, { ...lead, reason: 'One bank account' });
  /** What became of it, as staff sees it: whoever records it isn't told. */
  const record = async (change: object = {}, actor: Actor = partner) => {
    const { id } = await service.ask(recordClientPayment, actor, {
      ...{ bankReference: '2026030200012345', amount: eur('1190.00'), receivedOn: '2026-03-02' },
      ...{ invoiceNumber: invoice.number, ...change },
    });
    return service.ask(getClientPayment, ae, { id });
  };
  const bring = async (xml = sparkasse) => {
    const [statement] = (await service.ask(importBankStatement, ae, { xml })).items;
    const { items } = await service.ask(listStatementEntries, ae, { id: statement!.id, limit: 100 });
    return { statement: statement!, first: items[0]! };
  };
  const readAgain = (id: string) => service.ask(getClientPayment, ae, { id });
  const received = () => service.told(paymentsEvents.moneyReceived);

  it('pays nothing, is told of, and a person allocates it', async () => {
    await won(leadOf(partner));
    const payment = await record();
    expect(payment).toMatchObject({ state: 'unmatched', clientId: null, matching: needsBank, allocations: [] });
    expect(await record()).toEqual(payment);
    expect(await record({ bankReference: 'X', clientId: invoice.clientId })).toMatchObject({
      ...{ state: 'unallocated', clientId: invoice.clientId, matching: needsBank },
    });
    expect([await standOf(service, invoice), await received()]).toEqual([['issued', 0], []]);
    expect(await service.told(paymentsEvents.moneyUnmatched)).toMatchObject([
      { paymentId: payment.id, bankReference: '2026030200012345' },
      { clientId: invoice.clientId, bankReference: 'X' },
    ]);
    const { suggestions } = await readAgain(payment.id);
    expect(suggestions).toMatchObject([{ invoiceNumber: invoice.number, because: 'the same amount' }]);
    const allocation = { invoiceId: invoice.id };
    await service.ask(allocateClientPayment, ae, { id: payment.id, allocation });
    expect(await standOf(service, invoice)).toEqual(['paid', 119_000]);
  });

  it('of others it pays, as what others record of theirs does', async () => {
    const other = await anIssuedInvoice(service, { currency: 'EUR' });
    await won(leadOf(partner, other.clientId));
    await won(leadOf(aPartner()));
    expect(await record()).toMatchObject({ state: 'allocated' });
    const third = { bankReference: 'Y', invoiceNumber: other.number, amount: eur('100.00') };
    expect(await record(third, ae)).toMatchObject({ state: 'allocated' });
  });

  it.each([
    ['after', true],
    ['before', false],
  ])('a lead that was refused brought nobody, heard %s it was won, twice too', async (_, inOrder) => {
    const [lead, again] = [leadOf(partner), leadOf(partner)];
    for (const each of inOrder ? [won, won, refused, refused] : [refused, refused, won, won]) await each(lead);
    const stays = await record({ bankReference: 'Z', amount: eur('1.00') });
    expect(stays.state).toBe('allocated');
    await won(again);
    expect(await record({ amount: eur('1.00') })).toMatchObject({ matching: needsBank });
  });

  it.each([
    ['all of it', '-1190.00', ['issued', 0], 'known'],
    ['a part', '-190.00', ['partly-paid', 100_000], 'matched'],
  ] as const)('the bank took %s back before it showed it', async (_, amount, stands, outcome) => {
    await won(leadOf(partner));
    const back = { amount, reference: 'R-1', on: '2026-03-03', of: '2026030200012345' };
    await bring(aStatement(back));
    const { id, refunded } = await record();
    expect(refunded).toEqual(eur(amount.slice(1)));
    expect((await bring()).first).toMatchObject({ outcome, paymentId: id });
    expect(await standOf(service, invoice)).toEqual(stands);
  });

  it('a statement with its reference and amount is what the person would look for: it pays', async () => {
    await won(leadOf(partner));
    const { id } = await record();
    const { statement, first } = await bring();
    expect(statement.counts).toMatchObject({ matched: 1 });
    expect(first).toMatchObject({ outcome: 'matched', paymentId: id, detail: `It names ${invoice.number}.` });
    expect(await readAgain(id)).toMatchObject({
      ...{ state: 'allocated', clientId: invoice.clientId, matching: `It names ${invoice.number}.` },
      ...{ source: 'partner', allocations: [{ invoiceNumber: invoice.number, amount: eur('1190.00') }] },
    });
    expect(await standOf(service, invoice)).toEqual(['paid', 119_000]);
    expect(await received()).toMatchObject([{ paymentId: id, amount: eur('1190.00') }]);
    expect(await postedFor(service, id)).toEqual({
      'money-received': [
        ['network-cash', 119_000],
        ['network-suspense', -119_000],
      ],
      'money-assigned': [
        ['network-suspense', 119_000],
        ['client-receivable', invoice.clientId, -119_000],
      ],
    });
    const next = await bring(sparkasse.replace('<Id>00042</Id>', '<Id>00043</Id>'));
    expect([next.first.outcome, await standOf(service, invoice)]).toEqual(['known', ['paid', 119_000]]);
  });

  it('with another amount, or what the bank says is of another client, it goes on waiting', async () => {
    await won(leadOf(partner));
    const { id } = await record({ amount: eur('1190.01') });
    const more = await record({ bankReference: '2026030200012346/1', amount: eur('700.00') });
    const crane = await anIssuedInvoice(service, { net: 70_000, currency: 'EUR' });
    const { first } = await bring(sparkasse.replace('RF54INV2026000042', crane.number));
    expect(first).toMatchObject({ outcome: 'refused', paymentId: id });
    const both = `It names invoices of several clients: ${invoice.number}, ${crane.number}.`;
    expect(await readAgain(more.id)).toMatchObject({ state: 'unmatched', matching: both });
    expect([await standOf(service, invoice), await standOf(service, crane)]).toEqual([
      ['issued', 0],
      ['issued', 0],
    ]);
  });

  it('what a person decided stays; of what went back meanwhile only the rest pays', async () => {
    await won(leadOf(partner));
    const { id } = await record({ clientId: invoice.clientId });
    const refund = { amount: eur('190.00'), bankReference: 'R', refundedOn: '2026-03-05', reason: 'Too much' };
    await service.ask(refundClientPayment, ae, { id, refund });
    const decided = await record({ bankReference: '2026030200012346/1', amount: eur('700.00') });
    await service.ask(allocateClientPayment, ae, { id: decided.id, allocation: { clientId: invoice.clientId } });
    const { statement } = await bring();
    expect(statement.counts).toMatchObject({ matched: 1, known: 1 });
    expect(await standOf(service, invoice)).toEqual(['partly-paid', 100_000]);
    expect(await readAgain(decided.id)).toMatchObject({ state: 'unallocated', allocations: [] });
    expect(await service.refusal(getClientPayment, aClientUser(), { id })).toMatchObject({ kind: 'not-found' });
  });
});
