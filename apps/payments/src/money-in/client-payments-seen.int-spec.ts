import { getClientPayment, listClientPayments, recordClientPayment } from '#libs/contracts';
import { aClientUser, anAe, aPartner, aTeamLead, type TestService } from '#libs/testing';
import { anIssuedInvoice } from '../test-support/an-issued-invoice.js';
import { anExpert, startPayments, usd } from '../test-support/payments.js';

describe('a payment of a client (PM-4, GW-3)', () => {
  let service: TestService;
  beforeAll(async () => (service = await startPayments('2026-02-10T09:00:00.000Z')));
  afterAll(() => service.stop());

  const ae = anAe();
  let references = 0;
  const typed = (change: object = {}) => ({
    ...{ bankReference: `REF-${++references}`, amount: usd('100.00'), receivedOn: '2026-02-09', ...change },
  });
  const record = (change: object = {}, actor = ae) => service.ask(recordClientPayment, actor, typed(change));

  it('is found by its amount in a currency, and by the day it came', async () => {
    const { clientId } = await anIssuedInvoice(service, { currency: 'EUR' });
    const of = async (amount: string, currency: string, receivedOn = '2026-02-09') =>
      (await record({ clientId, amount: { amount, currency }, receivedOn })).id;
    const [small, large] = [await of('10.00', 'USD'), await of('20.00', 'USD', '2026-02-01')];
    const euro = await of('15.00', 'EUR');
    const found = async (filter: object) =>
      (await service.ask(listClientPayments, ae, { clientId, sort: 'recordedAt', ...filter })).items.map(
        ({ id }) => id,
      );
    expect(await found({ currency: 'USD', amountFrom: '10.00', amountTo: '19.99' })).toEqual([small]);
    expect(await found({ currency: 'USD', amountFrom: '10.01' })).toEqual([large]);
    expect(await found({ currency: 'USD', amountTo: '20' })).toEqual([small, large]);
    expect(await found({ currency: 'EUR' })).toEqual([euro]);
    expect(await found({ from: '2026-02-02', to: '2026-02-09' })).toEqual([small, euro]);
    const refusals = [
      await service.refusal(listClientPayments, ae, { amountFrom: '1.00' }),
      await service.refusal(listClientPayments, ae, { amountTo: '0.001', currency: 'USD' }),
      await service.refusal(listClientPayments, ae, { amountFrom: '9999999999999999', currency: 'KWD' }),
    ];
    expect(refusals).toMatchObject([
      { code: 'payments.currency-needed', kind: 'invalid', errors: [{ field: 'currency' }] },
      { code: 'money.too-precise', kind: 'invalid', errors: [{ field: 'amountTo' }] },
      { code: 'money.too-large', kind: 'invalid', errors: [{ field: 'amountFrom' }] },
    ]);
  });

  it('is seen by staff, by whoever recorded it, and by the client it is of', async () => {
    const invoice = await anIssuedInvoice(service);
    const partner = aPartner();
    const [client, other] = [aClientUser(invoice.clientId), aClientUser()];
    const matched = await record({ invoiceNumber: invoice.number }, partner);
    const unmatched = await record({ remittance: 'hello' }, partner);
    expect(matched.source).toBe('partner');
    expect((await service.ask(getClientPayment, client, { id: matched.id })).clientName).not.toBeNull();
    const seen = async (actor: typeof partner) =>
      (await service.ask(listClientPayments, actor, { limit: 100 })).items.map(({ id }) => id);
    expect(await seen(partner)).toEqual([unmatched.id, matched.id]);
    expect(await seen(client)).toEqual([matched.id]);
    expect([await seen(other), await seen(aPartner())]).toEqual([[], []]);
    expect(await seen(aTeamLead())).toEqual(expect.arrayContaining([matched.id, unmatched.id]));
    const noSuch = { code: 'access.no-such-client-payment' };
    for (const actor of [other, aPartner()])
      expect(await service.refusal(getClientPayment, actor, { id: matched.id })).toMatchObject(noSuch);
    expect(await service.refusal(getClientPayment, client, { id: unmatched.id })).toMatchObject(noSuch);
    for (const actor of [aTeamLead(), client, anExpert()])
      expect(await service.refusal(recordClientPayment, actor, typed())).toMatchObject({ code: 'access.role' });
    expect(await service.refusal(listClientPayments, anExpert(), {})).toMatchObject({ code: 'access.role' });
    const same = typed({ remittance: 'mine' });
    await service.ask(recordClientPayment, partner, same);
    expect(await service.refusal(recordClientPayment, aPartner(), same)).toMatchObject({
      code: 'payments.bank-reference-used',
    });
    expect(await service.refusal(listClientPayments, partner, { state: 'allocated' })).toMatchObject({
      ...{ code: 'payments.not-for-partners', errors: [{ field: 'state' }] },
    });
    const ofInvoice = await service.ask(listClientPayments, ae, { invoiceId: invoice.id });
    expect(ofInvoice.items.map(({ id }) => id)).toEqual([matched.id]);
  });

  it('tells a partner that it was received, and nothing of the invoice it names', async () => {
    const partner = aPartner();
    const [small, large] = [
      await anIssuedInvoice(service, { net: 1 }),
      await anIssuedInvoice(service, { net: 99_999 }),
    ];
    const paid = await anIssuedInvoice(service, { net: 2_000 });
    await record({ invoiceNumber: paid.number, amount: usd('20.00') });
    const answers = [];
    for (const { number } of [small, large, paid]) answers.push(await record({ invoiceNumber: number }, partner));
    const seen = (await service.ask(listClientPayments, partner, { sort: 'recordedAt' })).items;
    const told = { matched: true, clientId: null, clientName: null, amount: usd('100.00'), receivedOn: '2026-02-09' };
    for (const [index, answer] of answers.entries()) {
      const { id, bankReference, recordedAt } = answer;
      expect(answer).toEqual({
        ...{ ...told, id, bankReference, recordedAt, recordedBy: partner.name, source: 'partner' },
        ...{ payerName: null, payerAccount: null, remittance: null, statementId: null },
      });
      expect(seen[index]).toEqual(answer);
      expect(await service.ask(getClientPayment, partner, { id })).toEqual(answer);
    }
    expect((await record({ invoiceNumber: 'INV-2026-999999' }, partner)).matched).toBe(false);
    const mine = async (clientId: string) => (await service.ask(listClientPayments, partner, { clientId })).items;
    expect(await mine(small.clientId)).toEqual([]);
    const said = await record({ clientId: small.clientId }, partner);
    expect(await mine(small.clientId)).toEqual([said]);
    expect(await service.refusal(listClientPayments, partner, { invoiceId: small.id })).toMatchObject({
      code: 'payments.not-for-partners',
    });
  });
});
