import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole, scopeOf, staff, visible } from '#libs/access';
import type { Invoice, InvoiceEntry, InvoiceEntryFilter, InvoiceFilter, Page as PageQuery } from '#libs/contracts';
import { History } from '#libs/history';
import { type Page, pageOf, pageOfSql, wireMoney } from '#libs/persistence';
import { addDays, Clock, type Day } from '#libs/time';
import { sellerDay } from '../billing/seller-day.js';
import { InvoiceEntity } from './invoice.entity.js';
import { invoiceLineView, invoiceView } from './invoice.view.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';

type InvoiceView = z.output<typeof Invoice>;
type EntryRow = Omit<z.output<typeof InvoiceEntry>, 'net'> & { minor: string };

/** PM-4. Reads invoices: a client its own, once they are issued. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<InvoiceView> {
    return this.view(this.dataSource.manager, await this.readable(actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof InvoiceFilter>): Promise<Page<InvoiceView>> {
    requireRole(actor, 'client', ...staff);
    const { state, overdue, number, from, to } = filter;
    const query = this.dataSource.manager.createQueryBuilder(InvoiceEntity, 'invoice');
    query.where({ ...scopeOf(actor, { clientId: filter.clientId }), ...(state && { state }) });
    if (!isStaff(actor)) query.andWhere(`invoice.state <> 'draft'`);
    if (number) query.andWhere('invoice.number = :number', { number: number.toUpperCase() });
    if (from) query.andWhere(`coalesce(invoice.issuedOn, 'infinity') >= :from`, { from }).andWhere(issued);
    // None is issued before it is drafted: so a list of older ones, latest first, need not pass all newer ones.
    if (to)
      query.andWhere(`coalesce(invoice.issuedOn, 'infinity') <= :to and invoice.createdAt < :end`, {
        to,
        end: endOf(to),
      });
    if (overdue)
      query.andWhere(overdue === 'true' ? late : `not (${late})`, { today: await this.today(this.dataSource.manager) });
    const page = await pageOf(query, filter, {
      id: 'invoice.id',
      sorts: {
        createdAt: 'invoice.createdAt',
        issuedOn: `coalesce(invoice.issuedOn, 'infinity')`,
        dueOn: `coalesce(invoice.dueOn, 'infinity')`,
        total: '(invoice.netMinor + invoice.taxMinor)',
      },
      defaultSort: '-createdAt',
    });
    return { ...page, items: await this.views(this.dataSource.manager, page.items) };
  }

  async lines(actor: Actor, id: string, page: z.output<typeof PageQuery>) {
    const { currency } = await this.readable(actor, id);
    const query = this.dataSource.manager.createQueryBuilder(InvoiceLineEntity, 'line').where({ invoiceId: id });
    const lines = await pageOf(query, page, {
      id: 'line.id',
      sorts: { position: 'line.position' },
      defaultSort: 'position',
    });
    return { ...lines, items: lines.items.map((line) => invoiceLineView(line, currency)) };
  }

  /** PM-4. The time entries that the lines are the sum of. */
  async entries(actor: Actor, id: string, { lineId, ...page }: z.output<typeof InvoiceEntryFilter>) {
    const { currency } = await this.readable(actor, id);
    const entries: Page<EntryRow> = await pageOfSql(
      this.dataSource.manager,
      {
        sql: `select settled.entry_id as "entryId", line.id as "invoiceLineId", task_title as "taskTitle",
            worked_on as "workedOn", approved.minutes, settled.bill_minor as minor, approved_by as "approvedBy"
          from invoice_lines line
          join settlement_lines settled using (settlement_id, contract_number)
          join approved_lines approved using (entry_id)
          where line.invoice_id = $1 and ($2::uuid is null or line.id = $2)`,
        params: [id, lineId],
      },
      page,
      { id: '"entryId"', sorts: { workedOn: '"workedOn"' }, defaultSort: 'workedOn' },
    );
    return {
      ...entries,
      items: entries.items.map(({ minor, ...entry }) => ({ ...entry, net: wireMoney(minor, currency) })),
    };
  }

  /** Throws not-found `access.no-such-invoice` for what is another client's, or a draft. */
  async readable(actor: Actor, id: string): Promise<InvoiceEntity> {
    requireRole(actor, 'client', ...staff);
    const invoice = visible(actor, await this.dataSource.manager.findOneBy(InvoiceEntity, { id }), 'invoice');
    if (invoice.state === 'draft' && !isStaff(actor)) throw notYours('invoice');
    return invoice;
  }

  async view(on: EntityManager, invoice: InvoiceEntity): Promise<InvoiceView> {
    const [view] = await this.views(on, [invoice]);
    return view!;
  }

  async views(on: EntityManager, invoices: InvoiceEntity[]): Promise<InvoiceView[]> {
    const histories = await this.history.of(
      on,
      invoices.map(({ id }) => id),
    );
    const clients = await on.query<{ id: string; name: string; taxRate: number | null }[]>(
      `select client_id as id, name, (profile ->> 'taxRateBasisPoints')::integer as "taxRate"
       from clients left join billing_profiles using (client_id) where client_id = any($1)`,
      [invoices.map(({ clientId }) => clientId)],
    );
    const today = await this.today(on);
    const byId = new Map(clients.map((client) => [client.id, client]));
    return invoices.map((invoice) =>
      invoiceView(invoice, {
        clientName: byId.get(invoice.clientId)?.name ?? '',
        draftTaxRate: byId.get(invoice.clientId)?.taxRate ?? 0,
        history: histories.get(invoice.id) ?? [],
        today,
      }),
    );
  }

  private today(on: EntityManager): Promise<Day> {
    return sellerDay(on, this.clock.now());
  }
}

/** In the zone where it ends last. */
const endOf = (day: Day): string => `${addDays(day, 1)}T12:00:00Z`;
const issued = `invoice.state <> 'draft'`;
const late = `invoice.state in ('issued', 'partly-paid') and invoice.dueOn < :today`;
