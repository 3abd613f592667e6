import type { Actor } from '#libs/access';
import {
  addOutsider,
  gatewayEvents,
  getMyReferrer,
  getReferrer,
  listReferrers,
  openCode,
  placementEvents,
  referralEvents,
  registerByCode,
  renewCode,
  withdrawCode,
} from '#libs/contracts';
import { systemActor } from '#libs/access';
import { newId } from '#libs/persistence';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPartner,
  aPayroll,
  aTeamLead,
  refusalOf,
  type TestService,
} from '#libs/testing';
import { aProgramme } from '../test-support/leads.js';
import { startReferral } from '../test-support/referral.js';

const page: Actor = systemActor;
const lead = (name = 'Gull', domain = 'gull.example') => ({
  ...{ company: { name, domain }, contact: { name: 'Gil', email: `gil@${domain}` } },
  ...{ need: 'A shop', relation: 'A friend', filledInBy: 'Olga' },
});

describe('RC-1: referrers and their codes', () => {
  let test: TestService;
  beforeAll(async () => {
    test = await startReferral();
    await aProgramme(test);
  });
  afterAll(() => test?.stop());

  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
  const outsider = (email = `olga-${newId()}@outside.example`) =>
    test.ask(addOutsider, anAe(), { name: 'Olga Out', email, note: 'Met at a fair' });
  const opens = (code: string | null) => refused(test.ask(openCode, page, { code: code! }));

  it('each is what it is already, made at its first question and once, also by two at a time', async () => {
    const [expert, client, partner] = [anExpert(), aClientUser(), aPartner()];
    await test.hears(placementEvents.clientRegistered, client.clientId!, {
      ...{ clientId: client.clientId!, name: 'Blue Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null },
      contacts: [],
    });
    const both = await Promise.all([1, 2].map(() => test.ask(getMyReferrer, expert, {})));
    expect(both[0]).toMatchObject({
      ...{ id: expert.expertId, kind: 'expert', name: 'Ana Šimić', email: null, code: null, codePage: null },
      ...{ leads: { open: 0, won: 0, lost: 0 }, createdBy: 'Ana Šimić' },
    });
    expect(both[1]).toEqual(both[0]);
    expect(await test.ask(getMyReferrer, client, {})).toMatchObject({ id: client.clientId, name: 'Blue Heron' });
    expect(await test.ask(getMyReferrer, partner, {})).toMatchObject({ id: partner.id, kind: 'partner' });
    for (const actor of [anAdmin(), anAe(), aTeamLead(), aPayroll(), systemActor])
      expect(await refused(test.ask(getMyReferrer, actor, {}))).toBe('access.role');
  });

  it('is called what it is called elsewhere', async () => {
    const client = aClientUser();
    expect((await test.ask(getMyReferrer, client, {})).name).toBe('Carl Client');
    await test.hears(placementEvents.clientChanged, client.clientId!, {
      ...{ clientId: client.clientId!, name: 'Grey Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null },
      contacts: [],
    });
    expect((await test.ask(getMyReferrer, client, {})).name).toBe('Grey Heron');
  });

  it('an outsider is added by the network, once, with a code that opens', async () => {
    const added = await outsider('olga@outside.example');
    expect(added).toMatchObject({ kind: 'outsider', name: 'Olga Out', email: 'olga@outside.example' });
    expect(added.codePage).toBe(`/join/${added.code}`);
    expect(await test.ask(openCode, page, { code: added.code!.toLowerCase() })).toEqual({ referrerName: 'Olga Out' });
    expect(added.note).toBe('Met at a fair');
    expect(await test.told(referralEvents.outsiderAdded)).toMatchObject([
      { referrerId: added.id, name: 'Olga Out', email: 'olga@outside.example' },
    ]);
    expect(await refused(outsider('Olga@outside.example'))).toBe('referral.outsider-known');
    for (const actor of [aTeamLead(), anExpert(), aClientUser(), aPartner()])
      expect(await refused(test.ask(addOutsider, actor, { name: 'X', email: 'x@x.example' }))).toBe('access.role');
  });

  it('somebody with an account is no outsider', async () => {
    const accountId = newId();
    await test.hears(gatewayEvents.accountCreated, accountId, {
      ...{ accountId, role: 'expert', name: 'Bo', email: 'bo@network.example', clientId: null, disabled: false },
    });
    expect(await refused(outsider('Bo@network.example'))).toBe('referral.has-account');
  });

  it('one code is in force; a new one ends the one before, withdrawing ends it', async () => {
    const { id, code: first } = await outsider();
    const { code: second } = await test.ask(renewCode, anAe(), { id });
    expect(second).not.toBe(first);
    expect(await opens(first)).toBe('access.no-such-referral-code');
    expect(await test.ask(openCode, page, { code: second! })).toEqual({ referrerName: 'Olga Out' });
    expect(await test.ask(withdrawCode, anAdmin(), { id })).toMatchObject({ code: null, codePage: null });
    expect(await test.ask(withdrawCode, anAdmin(), { id })).toMatchObject({ code: null });
    expect(await opens(second)).toBe('access.no-such-referral-code');
    expect(await refused(test.ask(registerByCode, page, { code: second!, lead: lead() }))).toBe(
      'access.no-such-referral-code',
    );
    const changes = await test.query<{ state: string }>('select state from changes where subject_id = $1 order by id', [
      id,
    ]);
    expect(changes.map(({ state }) => state)).toEqual(['added', 'code-renewed', 'code-withdrawn']);
  });

  it('GW-3: everybody has its own code, and nobody another’s', async () => {
    const [ana, bo] = [anExpert(), anExpert()];
    const { code } = await test.ask(renewCode, ana, { id: ana.expertId! });
    expect((await test.ask(getReferrer, ana, { id: ana.expertId! })).code).toBe(code);
    for (const stranger of [bo, aClientUser(), aPartner()]) {
      for (const id of [ana.expertId!, newId()]) {
        expect(await refused(test.ask(getReferrer, stranger, { id }))).toBe('access.no-such-referrer');
        expect(await refused(test.ask(renewCode, stranger, { id }))).toBe('access.no-such-referrer');
        expect(await refused(test.ask(withdrawCode, stranger, { id }))).toBe('access.no-such-referrer');
      }
    }
    expect(await refused(test.ask(renewCode, aTeamLead(), { id: ana.expertId! }))).toBe('access.role');
    expect((await test.ask(getReferrer, aTeamLead(), { id: ana.expertId! })).code).toBe(code);
    expect(await refused(test.ask(getReferrer, anAdmin(), { id: newId() }))).toBe('access.no-such-referrer');
    for (const actor of [ana, anAdmin()])
      expect(await refused(test.ask(openCode, actor, { code: code! }))).toBe('access.role');
  });

  it('a lead by a code belongs to the code’s referrer, and sent twice it is one', async () => {
    const { id, code } = await outsider();
    const send = () => test.ask(registerByCode, page, { code: code!, lead: lead() }, 'the same form');
    const first = await send();
    expect(first.state).toBe('new');
    expect(await send()).toEqual(first);
    const rows = await test.query('select referrer_id, created_by from leads where id = $1', [first.id]);
    expect(rows).toEqual([{ referrer_id: id, created_by: 'Olga' }]);
    expect(await test.ask(getReferrer, anAe(), { id })).toMatchObject({ leads: { open: 1, won: 0, lost: 0 } });
    expect(await refused(test.ask(registerByCode, anAdmin(), { code: code!, lead: lead() }))).toBe('access.role');
  });

  it('lists for staff, by kind and part of the name or address', async () => {
    const { id } = await outsider('zoe_1@list.example');
    const found = async (filter: object) =>
      (await test.ask(listReferrers, aTeamLead(), filter)).items.map((each) => each.id);
    expect(await found({ q: 'zoe_1@LIST' })).toEqual([id]);
    expect(await found({ q: 'zoe_1@list', kind: 'expert' })).toEqual([]);
    expect(await found({ kind: 'outsider', sort: '-createdAt', limit: 1 })).toEqual([id]);
    for (const actor of [anExpert(), aClientUser(), aPartner()])
      expect(await refused(test.ask(listReferrers, actor, {}))).toBe('access.role');
  });
});
