import type { Actor } from '#libs/access';
import { gatewayEvents, getLead, linkClient, paymentsEvents, placementEvents, recordOutcome } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aClientUser, anAe, anExpert, aPartner, refusalOf, type TestService } from '#libs/testing';
import { TestInvoice } from '../test-support/invoice.js';
import { aClient, aProgramme, link, register, upToPlanning } from '../test-support/leads.js';
import { startReferral } from '../test-support/referral.js';

const other = {
  company: { name: 'Completely Other', domain: 'other.example' },
  contact: { name: 'Bob', email: 'bob@gmail.com' },
};

describe('RC-1: the client account a lead becomes', () => {
  let test: TestService;
  const ae = anAe();
  beforeEach(async () => {
    test = await startReferral();
    await aProgramme(test);
  });
  afterEach(() => test.stop());

  const account = async (role: 'expert' | 'partner', email: string): Promise<Actor> => {
    const actor = role === 'expert' ? anExpert() : aPartner();
    await test.hears(gatewayEvents.accountCreated, actor.id, {
      ...{ accountId: actor.id, role, name: 'Ana', email, clientId: null, disabled: false },
    });
    return actor;
  };
  const win = (id: string) => test.ask(recordOutcome, ae, { id, outcome: 'won', reason: 'Signed' });
  const suspicions = async (id: string) =>
    (await test.ask(getLead, ae, { id })).reviews!.map(({ kind, otherClientId }) => [kind, otherClientId]);
  const nowHasContact = (clientId: string, email: string) =>
    test.hears(placementEvents.clientChanged, clientId, {
      ...{ clientId, name: 'Their firm', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null },
      contacts: [{ id: newId(), name: 'Carl', email, phone: null, title: null }],
    });

  it.each([['with'], ['without']])('is not the referrer itself, %s people of its own', async (how) => {
    const gull = await aClient(test, 'Gull', ...(how === 'with' ? ['gil@gull.example'] : []));
    const { id } = await register(test, aClientUser(gull), other);
    expect(await refusalOf(link(test, id, gull))).toMatchObject({
      ...{ code: 'referral.self-referral', kind: 'invalid', rule: 'RC-1' },
      errors: [{ field: 'clientId' }],
    });
    expect(await test.ask(getLead, ae, { id })).toMatchObject({ clientId: null, version: 2 });
  });

  it.each([['ana@anafirm.example'], ['otto@mail.anafirm.example']])(
    'is not an expert’s own firm, brought under free mail: %s works there',
    async (email) => {
      const ana = await account('expert', 'Ana@anafirm.example');
      const { id } = await register(test, ana, { ...other, company: { name: 'Completely Other' } });
      const firm = await aClient(test, 'Ana’s firm', email);
      expect(await refusalOf(link(test, id, firm))).toMatchObject({ code: 'referral.self-referral' });
    },
  );

  it('is not who brought the referrer', async () => {
    const [gull, heron] = [await aClient(test, 'Gull'), await aClient(test, 'Heron')];
    const brought = await register(test, aClientUser(gull));
    await upToPlanning(test, brought.id, heron);
    await win(brought.id);
    const { id } = await register(test, aClientUser(heron), other);
    expect(await refusalOf(link(test, id, gull))).toMatchObject({
      ...{ code: 'referral.circle', errors: [{ field: 'clientId' }] },
    });
  });

  it('was no client before the lead, unless it was an earlier lead’s that came to nothing', async () => {
    const clientId = newId();
    const at = new Date('2026-03-02T07:59:59Z');
    const client = { clientId, name: 'Older', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null, contacts: [] };
    await test.hears(placementEvents.clientRegistered, clientId, client, { at });
    const { id } = await register(test, anExpert(), other);
    expect(await refusalOf(link(test, id, clientId))).toMatchObject({ code: 'referral.already-client' });
    const plannedFor = await register(test, anExpert());
    await test.query(`update leads set client_id = $1, state = 'lost' where id = $2`, [clientId, plannedFor.id]);
    expect(await link(test, id, clientId)).toMatchObject({ clientId });
  });

  it('is looked at where its people are known, or it shares a bank account with the referrer', async () => {
    const ana = await account('expert', 'ana@gmail.com');
    await account('expert', 'bo@yahoo.com');
    const [mine, firm] = [newId(), await aClient(test, 'Firm', 'bo@yahoo.com')];
    const { id } = await register(test, ana, other);
    await test.hears(paymentsEvents.bankAccountNamed, ana.id, { expertId: ana.id, bankAccountId: mine, at: monday });
    for (const clientId of [firm, await aClient(test, 'Unconcerned')]) {
      const { contract, invoiceId, data } = new TestInvoice({ clientId, parts: [{ net: 9n }] }).paidIn(9n);
      await test.hears(contract, invoiceId, { ...data, payerAccountId: mine });
    }
    expect(await suspicions(id)).toEqual([]);
    await link(test, id, firm);
    const found = [
      ['known-person', null],
      ['shared-bank-details', firm],
    ];
    expect(await suspicions(id)).toEqual(found);
    await link(test, id, firm);
    expect(await suspicions(id)).toEqual(found);
  });

  it('is looked at where its owner brings people of the referrer', async () => {
    const [pat, ana] = [
      await account('partner', 'pat@partners.example'),
      await account('expert', 'ana@anafirm.example'),
    ];
    await register(test, pat, { company: { name: 'Tern' }, contact: { name: 'Sue', email: 'sue@anafirm.example' } });
    const { id } = await register(test, ana, other);
    expect(await suspicions(id)).toEqual([]);
    await link(test, id, await aClient(test, 'Firm', 'sid@partners.example'));
    expect(await suspicions(id)).toEqual([['circle', null]]);
  });

  it('is looked at once more when it is won: its people may be others by then', async () => {
    const ana = await account('expert', 'ana@gmail.com');
    const { id } = await register(test, ana, other);
    const clientId = await upToPlanning(test, id);
    await nowHasContact(clientId, 'a.na@googlemail.com');
    expect(await refusalOf(win(id))).toMatchObject({ code: 'referral.self-referral', rule: 'RC-1' });
    expect(await test.ask(getLead, ae, { id })).toMatchObject({ state: 'planning', reviews: [] });
    await account('expert', 'bo@yahoo.com');
    await nowHasContact(clientId, 'bo@yahoo.com');
    expect(await win(id)).toMatchObject({ state: 'won' });
    expect(await suspicions(id)).toEqual([['known-person', null]]);
  });

  it('GW-4: is named for the lead as it was read', async () => {
    const { id } = await register(test, anExpert(), other);
    const clientId = await aClient(test, 'Firm');
    const { version } = await link(test, id, clientId);
    const late = test.ask(linkClient, ae, { id, version: version - 1, clientId });
    expect(await refusalOf(late)).toMatchObject({ code: 'request.stale', facts: { version } });
  });
});

const monday = '2026-03-02T08:00:00.000Z';
