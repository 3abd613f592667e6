import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, scopeOf, staff, visible } from '#libs/access';
import type { CreditNote, CreditNoteFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { CreditNoteEntity } from './credit-note.entity.js';
import { InvoiceEntity } from './invoice.entity.js';
import { creditNoteView } from './invoice.view.js';

type NoteView = z.output<typeof CreditNote>;

/** PM-4. Reads credit notes: a client its own. */
@Injectable()
export class CreditNotesService {
  constructor(private readonly dataSource: DataSource) {}

  async get(actor: Actor, id: string): Promise<NoteView> {
    return this.view(this.dataSource.manager, await this.readable(actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof CreditNoteFilter>): Promise<Page<NoteView>> {
    requireRole(actor, 'client', ...staff);
    const { invoiceId, clientId, from, to } = filter;
    const query = this.dataSource.manager.createQueryBuilder(CreditNoteEntity, 'note').where({
      ...scopeOf(actor, { clientId }),
      ...(invoiceId && { invoiceId }),
    });
    if (from) query.andWhere('note.issuedOn >= :from', { from });
    if (to) query.andWhere('note.issuedOn <= :to', { to });
    const page = await pageOf(query, filter, {
      id: 'note.id',
      sorts: { issuedAt: 'note.issuedAt' },
      defaultSort: '-issuedAt',
    });
    return { ...page, items: await this.views(this.dataSource.manager, page.items) };
  }

  /** Throws not-found `access.no-such-credit-note` for what is another client's. */
  async readable(actor: Actor, id: string): Promise<CreditNoteEntity> {
    requireRole(actor, 'client', ...staff);
    return visible(actor, await this.dataSource.manager.findOneBy(CreditNoteEntity, { id }), 'credit-note');
  }

  async view(on: EntityManager, note: CreditNoteEntity): Promise<NoteView> {
    const [view] = await this.views(on, [note]);
    return view!;
  }

  private async views(on: EntityManager, notes: CreditNoteEntity[]): Promise<NoteView[]> {
    const ids = notes.map(({ invoiceId }) => invoiceId);
    const invoices = await on.find(InvoiceEntity, { select: { id: true, number: true }, where: { id: In(ids) } });
    const numbers = new Map(invoices.map(({ id, number }) => [id, number]));
    return notes.map((note) => creditNoteView(note, numbers.get(note.invoiceId) ?? ''));
  }
}
