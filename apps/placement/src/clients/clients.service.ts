import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, maySee, notYours, requireRole, scopeOf } from '#libs/access';
import {
  type addContact,
  type changeClient,
  type Client,
  type ClientFilter,
  type NewContact,
  placementEvents,
  type registerClient,
} from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { containing, newId, onConstraint, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ClientEntity } from './client.entity.js';
import { ContactEntity } from './contact.entity.js';

type ClientView = z.output<typeof Client>;

/** Client companies and the people there. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<ClientView> {
    const client = await this.load(this.dataSource.manager, actor, id);
    return this.view(this.dataSource.manager, client);
  }

  async list(actor: Actor, filter: z.output<typeof ClientFilter>): Promise<Page<ClientView>> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client');
    const { q, ownerId } = filter;
    const query = this.dataSource.manager.createQueryBuilder(ClientEntity, 'client');
    const { clientId } = scopeOf(actor);
    if (clientId) query.andWhere('client.id = :clientId', { clientId });
    if (ownerId) query.andWhere('client.ownerId = :ownerId', { ownerId });
    if (q) query.andWhere('client.name ilike :q', { q: containing(q) });
    const page = await pageOf(query, filter, {
      id: 'client.id',
      sorts: { name: 'client.name', createdAt: 'client.createdAt' },
      defaultSort: 'name',
    });
    return { ...page, items: await this.views(this.dataSource.manager, page.items) };
  }

  /** Owned by the account executive who registers it, unless another is named (PL-17). */
  register(call: Call<typeof registerClient>): Promise<ClientView> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive');
    return this.saving(call, async (tx) => {
      const now = this.clock.now();
      const { contacts, ownerId = actor.role === 'account-executive' ? actor.id : null, ...company } = input;
      const client: ClientEntity = {
        id: newId(),
        ...company,
        ownerId,
        createdAt: now,
        updatedAt: now,
        updatedBy: actor.name,
        version: 1,
      };
      await tx.insert(ClientEntity, client);
      for (const contact of contacts) await insertContact(tx, client.id, contact);
      const view = await this.view(tx, client);
      await this.outbox.add(tx, placementEvents.clientRegistered, { aggregateId: client.id, actor, data: facts(view) });
      return view;
    });
  }

  change(call: Call<typeof changeClient>): Promise<ClientView> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive');
    return this.saving(call, (tx) =>
      this.edit(tx, actor, input.id, async (client) => {
        if (client.version !== input.version) throw stale(client.version);
        return input.change;
      }),
    );
  }

  /** A client's own user names its stakeholders too. Refuses 409 `placement.contact-known`. */
  addContact(call: Call<typeof addContact>): Promise<ClientView> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive', 'client');
    return this.saving(call, (tx) =>
      this.edit(tx, actor, input.clientId, async (client) => {
        await insertContact(tx, client.id, input.contact);
        return {};
      }),
    );
  }

  /** The client a request is about, for the actor who may see it. */
  async load(on: EntityManager, actor: Actor, id: string, lock = false): Promise<ClientEntity> {
    const client = await on.findOne(ClientEntity, {
      where: { id },
      ...(lock && { lock: { mode: 'pessimistic_write' } }),
    });
    if (!client || !maySee(actor, { clientId: id })) throw notYours('client');
    return client;
  }

  private async saving(
    call: Call<typeof registerClient | typeof changeClient | typeof addContact>,
    work: (tx: EntityManager) => Promise<ClientView>,
  ): Promise<ClientView> {
    try {
      return await this.transactions.command(call, work);
    } catch (error) {
      throw onConstraint(error, { contact_once: contactKnown });
    }
  }

  /** Locks the client, asks `change` for its new values, saves and tells them. */
  private async edit(
    tx: EntityManager,
    actor: Actor,
    id: string,
    change: (client: ClientEntity) => Promise<Partial<ClientEntity>>,
  ): Promise<ClientView> {
    const client = await this.load(tx, actor, id, true);
    const set = {
      ...(await change(client)),
      version: client.version + 1,
      updatedAt: this.clock.now(),
      updatedBy: actor.name,
    };
    await tx.update(ClientEntity, { id }, set);
    const view = await this.view(tx, { ...client, ...set });
    await this.outbox.add(tx, placementEvents.clientChanged, { aggregateId: id, actor, data: facts(view) });
    return view;
  }

  private async view(on: EntityManager, client: ClientEntity): Promise<ClientView> {
    const [view] = await this.views(on, [client]);
    return view!;
  }

  private async views(on: EntityManager, clients: ClientEntity[]): Promise<ClientView[]> {
    const contacts = await on.find(ContactEntity, {
      where: { clientId: In(clients.map(({ id }) => id)) },
      order: { id: 'asc' },
    });
    const byClient = Map.groupBy(contacts, ({ clientId }) => clientId);
    return clients.map((client) => ({
      ...client,
      createdAt: client.createdAt.toISOString(),
      updatedAt: client.updatedAt.toISOString(),
      contacts: (byClient.get(client.id) ?? []).map(({ clientId: _, ...contact }) => contact),
    }));
  }
}

const insertContact = (tx: EntityManager, clientId: string, contact: z.output<typeof NewContact>) =>
  tx.insert(ContactEntity, { id: newId(), clientId, phone: null, title: null, ...contact });

const contactKnown = () => conflict('placement.contact-known', 'The client has a contact with this e-mail address.');

const facts = ({ id, name, timeZone, country, ownerId, contacts }: ClientView) => ({
  clientId: id,
  name,
  timeZone,
  country,
  ownerId,
  contacts,
});
