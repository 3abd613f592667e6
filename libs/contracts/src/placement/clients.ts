import { z } from 'zod';
import { command, query } from '../contract.js';
import { Email, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';
import { country } from './fields.js';

// Clients

export const Contact = z
  .object({ id: Id, name: z.string(), email: z.string(), phone: z.string().nullable(), title: z.string().nullable() })
  .meta({ id: 'Contact' });

export const NewContact = z
  .strictObject({ name: text(120), email: Email, phone: text(40).optional(), title: text(80).optional() })
  .meta({ id: 'NewContact' });

export const Client = z
  .object({
    id: Id,
    name: z.string(),
    country: z.string(),
    timeZone: TimeZone,
    ownerId: Id.nullable().meta({ description: 'Account of the owning account executive' }),
    contacts: z.array(Contact),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
    updatedBy: z.string(),
  })
  .meta({ id: 'Client' });

export const NewClient = z
  .strictObject({
    name: text(200),
    country,
    timeZone: TimeZone,
    ownerId: Id.optional(),
    contacts: z.array(NewContact).max(50).default([]),
  })
  .meta({ id: 'NewClient' });

export const ClientChange = z
  .strictObject({ name: text(200), timeZone: TimeZone, ownerId: Id.nullable() })
  .partial()
  .meta({ id: 'ClientChange' });

export const registerClient = command('placement.register-client', { input: NewClient, output: Client });
export const getClient = query('placement.get-client', { input: z.object({ id: Id }), output: Client });
export const ClientFilter = z.object({
  ...Page.shape,
  q: text(100, 0).optional(),
  ownerId: Id.optional(),
  sort: sortBy(['name', 'createdAt'], 'name'),
});
export const listClients = query('placement.list-clients', { input: ClientFilter, output: listOf(Client) });
export const changeClient = command('placement.change-client', {
  input: z.object({ id: Id, version: Version, change: ClientChange }),
  output: Client,
});
export const addContact = command('placement.add-contact', {
  input: z.object({ clientId: Id, contact: NewContact }),
  output: Client,
});
