import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type MoneyWire, referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { parseMoney } from '#libs/money';
import { commissionLegs, type CommissionMove } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';

const { commissionEarned, commissionTakenBack, commissionReleased } = referralEvents;

interface Told {
  kind: CommissionMove['kind'];
  /** What it is known by: the commission, or what was taken back of it. */
  reference: string;
  amount: MoneyWire;
  setOff?: MoneyWire;
  base?: MoneyWire;
  ratePercent?: number;
  at: string;
}

/**
 * RC-5, RC-8. What becomes of commissions, posted. Each move is kept and posted once, and none depends on another: a
 * release may come before what it releases was told.
 */
@Injectable()
export class CommissionsConsumer {
  constructor(private readonly ledger: Ledger) {}

  @OnEvent(commissionEarned)
  earned(event: EventOf<typeof commissionEarned>, tx: EntityManager): Promise<void> {
    const { commissionId: reference, amount, base, ratePercent, earnedAt } = event.data;
    return this.move(tx, event, { kind: 'earned', reference, amount, base, ratePercent, at: earnedAt });
  }

  @OnEvent(commissionTakenBack)
  takenBack(event: EventOf<typeof commissionTakenBack>, tx: EntityManager): Promise<void> {
    const { takenBackId: reference, amount, at } = event.data;
    return this.move(tx, event, { kind: 'taken-back', reference, amount, at });
  }

  @OnEvent(commissionReleased)
  released(event: EventOf<typeof commissionReleased>, tx: EntityManager): Promise<void> {
    const { commissionId: reference, credited: amount, setOff, releasedAt: at } = event.data;
    return this.move(tx, event, { kind: 'released', reference, amount, setOff, at });
  }

  private async move(
    tx: EntityManager,
    { actor, data }: EventOf<typeof commissionEarned | typeof commissionTakenBack | typeof commissionReleased>,
    told: Told,
  ): Promise<void> {
    const { kind, reference, base, setOff } = told;
    const { commissionId, referrerId, expertId, leadId, clientId, invoiceId, paymentId } = data;
    const amount = parseMoney(told.amount);
    const minor = (part: MoneyWire | undefined) => part && parseMoney(part).minor.toString();
    const kept = await tx.query<unknown[]>(
      `insert into commission_moves (kind, reference, commission_id, referrer_id, expert_id, lead_id, client_id, invoice_id,
         payment_id, currency, amount_minor, set_off_minor, base_minor, rate_percent, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing returning reference`,
      [
        ...[kind, reference, commissionId, referrerId, expertId, leadId, clientId, invoiceId, paymentId],
        ...[amount.currency, amount.minor.toString(), minor(setOff) ?? 0, minor(base), told.ratePercent, told.at],
      ],
    );
    const legs = commissionLegs({ kind, referrerId, expertId, amount });
    if (kept.length && legs.length) {
      await this.ledger.post(tx, actor, [{ kind: `commission-${kind}`, reference, legs }]);
    }
  }
}
