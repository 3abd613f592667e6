import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import type { addTerm, changeTerm, GlossaryFilter, GlossaryTerm, removeTerm } from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { containing, newId, onConstraint, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Glossary } from './glossary.js';
import { termKey } from './glossary.rules.js';
import { TermEntity } from './term.entity.js';

type TermView = z.output<typeof GlossaryTerm>;

/** CS-10. The glossary as data: staff edits it, whoever writes to clients reads it. */
@Injectable()
export class TermsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly glossary: Glossary,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof GlossaryFilter>): Promise<Page<TermView>> {
    mayRead(actor);
    const query = this.dataSource.manager.createQueryBuilder(TermEntity, 'term');
    if (filter.q) query.where('(term.term ilike :q or term.plain ilike :q)', { q: containing(filter.q) });
    const list = { id: 'term.id', sorts: { term: 'term.key' }, defaultSort: 'term' };
    const page = await pageOf(query, filter, list);
    return { ...page, items: page.items.map(view) };
  }

  /** 409 `communication.term-known`. */
  add(call: Call<typeof addTerm>): Promise<TermView> {
    const { actor, input } = call;
    return this.edit(call, async (tx) => {
      const term = { id: newId(), ...input, key: termKey(input.term), ...this.stamp(actor), version: 1 };
      await tx.insert(TermEntity, term);
      return view(term);
    });
  }

  /** 412 `request.stale`, 409 `communication.term-known`. */
  change(call: Call<typeof changeTerm>): Promise<TermView> {
    const { actor, input } = call;
    return this.edit(call, async (tx) => {
      const term = await locked(tx, input.id);
      if (term.version !== input.version) throw stale(term.version);
      const changed = { ...term, ...input.change, ...this.stamp(actor), version: term.version + 1 };
      changed.key = termKey(changed.term);
      await tx.update(TermEntity, { id: term.id }, changed);
      return view(changed);
    });
  }

  remove(call: Call<typeof removeTerm>): Promise<null> {
    return this.edit(call, async (tx) => {
      const { id } = await locked(tx, call.input.id);
      await tx.delete(TermEntity, { id });
      return null;
    });
  }

  private stamp = ({ name }: Actor) => ({ updatedBy: name, updatedAt: this.clock.now() });

  private async edit<T>(call: Call, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    requireRole(call.actor, 'account-executive', 'team-lead', 'admin');
    try {
      return await this.transactions.command(call, async (tx) => {
        const answer = await work(tx);
        await this.glossary.changed(tx);
        return answer;
      });
    } catch (error) {
      throw onConstraint(error, { glossary_term_once: known });
    }
  }
}

export const mayRead = (actor: Actor): void => requireRole(actor, 'expert', 'account-executive', 'team-lead', 'admin');

const known = () =>
  conflict('communication.term-known', 'The glossary has this term already, in whatever case; change that one.', {
    rule: 'CS-10',
    errors: [{ field: 'term', message: 'must not be in the glossary yet' }],
  });

async function locked(tx: EntityManager, id: string): Promise<TermEntity> {
  const term = await tx.findOne(TermEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!term) throw notYours('term');
  return term;
}

const view = ({ key: _, updatedAt, ...term }: TermEntity): TermView => ({
  ...term,
  updatedAt: updatedAt.toISOString(),
});
