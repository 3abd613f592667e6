import { getBillingProfile, getInvoicePolicy, setBillingProfile, setInvoicePolicy } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { profile, seller } from '../test-support/invoices.js';
import { aClient, anAdmin, anAe, anExpert, aPlacement, startPayments } from '../test-support/payments.js';

describe('who bills and who is billed (PM-4)', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  it('a profile is edited from the version that was read', async () => {
    const { client } = await aPlacement(service);
    const clientId = client.clientId!;
    const missing = { code: 'payments.no-billing-profile', kind: 'not-found' };
    expect(await service.refusal(getBillingProfile, anAe(), { clientId })).toMatchObject(missing);
    const first = await service.ask(setBillingProfile, anAe(), { clientId, version: 0, profile });
    expect(first).toMatchObject({ ...profile, clientId, version: 1, changedBy: 'Ann Executive' });
    expect(await service.ask(getBillingProfile, client, { clientId })).toEqual(first);
    for (const version of [0, 2]) {
      const refusal = await service.refusal(setBillingProfile, anAe(), { clientId, version, profile });
      expect(refusal).toMatchObject({ code: 'request.stale', facts: { version: 1 } });
    }
    const change = { ...profile, paymentTermDays: 30 };
    const next = await service.ask(setBillingProfile, anAdmin(), { clientId, version: 1, profile: change });
    expect(next).toMatchObject({ paymentTermDays: 30, version: 2 });
  });

  it('two first ones at once: the second is told', async () => {
    const { client } = await aPlacement(service);
    const set = () => service.ask(setBillingProfile, anAe(), { clientId: client.clientId!, version: 0, profile });
    const all = await Promise.allSettled([set(), set(), set()]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('of another client, or of nobody, is not there (GW-3)', async () => {
    const { client } = await aPlacement(service);
    const clientId = client.clientId!;
    await service.ask(setBillingProfile, anAe(), { clientId, version: 0, profile });
    const none = await service.refusal(getBillingProfile, aClient(), { clientId: newId() });
    expect(none).toMatchObject({ code: 'access.no-such-client' });
    expect(await service.refusal(getBillingProfile, aClient(), { clientId })).toEqual(none);
    expect(await service.refusal(getBillingProfile, anExpert(), { clientId })).toMatchObject({ code: 'access.role' });
    const mine = { clientId, version: 1, profile };
    expect(await service.refusal(setBillingProfile, client, mine)).toMatchObject({ code: 'access.role' });
    const nobody = { clientId: newId(), version: 0, profile };
    expect(await service.refusal(setBillingProfile, anAe(), nobody)).toMatchObject({ code: 'access.no-such-client' });
  });

  it('the policy has a checked account, and two prefixes', async () => {
    const { version, ...policy } = await service.ask(getInvoicePolicy, anAe(), {});
    expect({ version, ...policy }).toMatchObject({ version: 1, seller: null, invoicePrefix: 'INV' });
    const set = { version, policy: { ...policy, seller, reminderDays: [7, -3, 7] } };
    const refused = async (change: object) =>
      (await service.refusal(setInvoicePolicy, anAdmin(), { version, policy: { ...set.policy, ...change } })).code;
    expect(await refused({ seller: { ...seller, iban: 'DE89370400440532013001' } })).toBe('payments.iban-invalid');
    expect(await refused({ seller: { ...seller, bic: 'BNPAFRPP' } })).toBe('payments.bic-country');
    expect(await refused({ creditNotePrefix: 'INV' })).toBe('payments.prefixes-alike');
    expect(await service.refusal(setInvoicePolicy, anAe(), set)).toMatchObject({ code: 'access.role' });
    const changed = await service.ask(setInvoicePolicy, anAdmin(), set);
    expect(changed).toMatchObject({ version: 2, reminderDays: [-3, 7], seller: { iban: 'DE89370400440532013000' } });
    expect(await service.refusal(setInvoicePolicy, anAdmin(), set)).toMatchObject({ code: 'request.stale' });
    expect(await service.refusal(getInvoicePolicy, aClient(), {})).toMatchObject({ code: 'access.role' });
  });
});
