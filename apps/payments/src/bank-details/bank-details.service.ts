import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, visible } from '#libs/access';
import { type BankDetails, paymentsEvents } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { Outbox } from '#libs/messaging';
import { Clock } from '#libs/time';
import { accountIdOf, accountOf } from './bank-account-ids.js';
import { BankDetailsEntity } from './bank-details.entity.js';
import { checkBankDetails, type TypedBankDetails } from './bank-details.rules.js';

/** PM-5. One account an expert; what it was before is in the payouts that went there. */
@Injectable()
export class BankDetailsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Throws not-found `payments.no-bank-details` while there are none. */
  async get(actor: Actor, expertId: string): Promise<z.output<typeof BankDetails>> {
    visible(actor, { expertId }, 'expert');
    const known = await this.find(this.dataSource.manager, expertId);
    if (!known) throw notFound('payments.no-bank-details', 'No bank details were entered yet.', { rule: 'PM-5' });
    return view(known);
  }

  /** Entering the same again changes nothing, so it doesn't count as a change (PM-6). */
  async set(
    tx: EntityManager,
    actor: Actor,
    expertId: string,
    typed: TypedBankDetails,
  ): Promise<z.output<typeof BankDetails>> {
    await this.checkOwner(tx, actor, expertId);
    const { masked, ...details } = checkBankDetails(typed);
    const changed = await tx.query<unknown[]>(
      `insert into bank_details as known (expert_id, details, masked, changed_at, changed_by, changed_by_id)
       values ($1, $2::jsonb, $3, $4, $5, $6)
       on conflict (expert_id) do update set details = excluded.details, masked = excluded.masked,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by, changed_by_id = excluded.changed_by_id,
         version = known.version + 1
       where known.details <> excluded.details returning 1`,
      [expertId, JSON.stringify(details), masked, this.clock.now(), actor.name, actor.id],
    );
    if (changed.length) await this.tell(tx, actor, expertId, details);
    return view(await tx.findOneByOrFail(BankDetailsEntity, { expertId }));
  }

  /** Who watches referrers compares accounts by their ids; numbers stay here. */
  private async tell(tx: EntityManager, actor: Actor, expertId: string, details: TypedBankDetails): Promise<void> {
    const bankAccountId = await accountIdOf(tx, accountOf(details));
    const data = { expertId, bankAccountId, at: this.clock.now().toISOString() };
    await this.outbox.add(tx, paymentsEvents.bankAccountNamed, { aggregateId: expertId, actor, data });
  }

  find(on: EntityManager, expertId: string): Promise<BankDetailsEntity | null> {
    return on.findOneBy(BankDetailsEntity, { expertId });
  }

  /** An expert may be here before the news of its application; for anybody else's eyes it must be known. */
  private async checkOwner(tx: EntityManager, actor: Actor, expertId: string): Promise<void> {
    visible(actor, { expertId }, 'expert');
    if (actor.role === 'expert') return;
    const known = await tx.query<unknown[]>('select from experts where expert_id = $1', [expertId]);
    if (!known.length) throw notYours('expert');
  }
}

const view = ({ expertId, details, masked, changedAt, changedBy, version }: BankDetailsEntity) => ({
  ...{ expertId, kind: details.kind, holder: details.holder, masked },
  bic: details.kind === 'iban' ? details.bic : null,
  ...{ changedAt: changedAt.toISOString(), changedBy, version },
});
