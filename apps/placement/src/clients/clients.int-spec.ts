import {
  addContact,
  changeClient,
  getClient,
  listClients,
  type NewClient,
  placementEvents,
  registerClient,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import type { z } from 'zod';
import { aClient, aClientUser, anAdmin, anAe, anExpert, aPartner, aTeamLead } from '../test-support/builders.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const company: z.input<typeof NewClient> = {
  name: 'Werft AG',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  contacts: [{ name: 'Jo Wulf', email: 'Jo@Werft.example', title: 'CTO' }],
};

it('registers a client with its contacts and tells it', async () => {
  const ownerId = newId();
  const client = await service.ask(registerClient, anAe(), { ...company, ownerId });
  expect(client).toMatchObject({
    name: 'Werft AG',
    ownerId,
    contacts: [{ name: 'Jo Wulf', email: 'jo@werft.example', phone: null, title: 'CTO' }],
    version: 1,
    createdAt: now,
    updatedBy: 'Ann Executive',
  });
  expect(await service.told(placementEvents.clientRegistered)).toContainEqual({
    clientId: client.id,
    name: 'Werft AG',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    ownerId,
    contacts: client.contacts,
  });
});

it('belongs to the account executive who registers it, or to whom an administrator names', async () => {
  const ae = anAe();
  expect(await service.ask(registerClient, ae, company)).toMatchObject({ ownerId: ae.id });
  expect(await service.ask(registerClient, anAdmin(), company)).toMatchObject({ ownerId: null });
});

it('is changed in the version that was read, or not at all', async () => {
  const { id, contacts } = await service.ask(registerClient, anAe(), company);
  const change = (version: number, name: string) =>
    service.ask(changeClient, anAe(), { id, version, change: { name, ownerId: null } });
  expect(await change(1, 'Werft SE')).toMatchObject({ name: 'Werft SE', version: 2, timeZone: 'Europe/Berlin' });
  await expect(change(1, 'Werft GbR')).rejects.toMatchObject({ code: 'request.stale', kind: 'precondition-failed' });
  expect(await service.told(placementEvents.clientChanged)).toContainEqual({
    clientId: id,
    name: 'Werft SE',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    ownerId: null,
    contacts,
  });
});

it('has each contact once, named by staff or by its own user', async () => {
  const { id } = await service.ask(registerClient, anAe(), company);
  const contact = { name: 'Kim Aal', email: 'kim@werft.example' };
  const client = await service.ask(addContact, aClientUser(id), { clientId: id, contact });
  expect(client.contacts.map(({ name }) => name)).toEqual(['Jo Wulf', 'Kim Aal']);
  expect(client.version).toBe(2);
  expect(await service.refusal(addContact, anAe(), { clientId: id, contact })).toMatchObject({
    code: 'placement.contact-known',
    kind: 'conflict',
  });
});

it('is seen by staff and by its own users only', async () => {
  const { id } = await service.ask(registerClient, anAe(), company);
  for (const actor of [anAdmin(), anAe(), aTeamLead(), aClientUser(id)]) {
    expect((await service.ask(getClient, actor, { id })).id).toBe(id);
  }
  const contact = { name: 'Spy', email: 'spy@example.com' };
  for (const stranger of [aClientUser(), anExpert(), aPartner()]) {
    expect(await service.refusal(getClient, stranger, { id })).toMatchObject({ kind: 'not-found' });
    expect((await service.refusal(addContact, stranger, { clientId: id, contact })).kind).toMatch(
      /not-found|forbidden/,
    );
  }
  const own = await service.ask(listClients, aClientUser(id), { limit: 100 });
  expect(own.items.map((client) => client.id)).toEqual([id]);
  expect(await service.refusal(listClients, anExpert(), {})).toMatchObject({ kind: 'forbidden' });
});

it('is registered and changed by account executives and administrators only', async () => {
  const { clientId: id } = await aClient(service);
  for (const actor of [aTeamLead(), aClientUser(id), anExpert(), aPartner()]) {
    expect(await service.refusal(registerClient, actor, company)).toMatchObject({ kind: 'forbidden' });
    expect(await service.refusal(changeClient, actor, { id: id!, version: 1, change: { name: 'Mine' } })).toMatchObject(
      { kind: 'forbidden' },
    );
  }
});

it('pages by name and finds by a part of it, whatever that looks like', async () => {
  for (const name of ['Aal 100% Fisch', 'Butt 1000 Fische', 'Dorsch Fisch_Markt']) await aClient(service, { name });
  const names = async (q: string) => (await service.ask(listClients, anAe(), { q })).items.map((client) => client.name);
  const all = ['Aal 100% Fisch', 'Butt 1000 Fische', 'Dorsch Fisch_Markt'];
  expect(await names('fisch')).toEqual(all);
  expect(await names('0% f')).toEqual(['Aal 100% Fisch']);
  expect(await names('h_m')).toEqual(['Dorsch Fisch_Markt']);

  const first = await service.ask(listClients, anAe(), { q: 'fisch', limit: 2 });
  const second = await service.ask(listClients, anAe(), { q: 'fisch', limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(all);
  expect(second.nextCursor).toBeNull();
});
