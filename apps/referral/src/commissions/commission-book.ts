import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { referralEvents } from '#libs/contracts';
import { type NewEvent, Outbox } from '#libs/messaging';
import { newId, wireMoney } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import type { WonLead } from '../leads/won-lead.js';
import { PolicyService } from '../policy/policy.service.js';
import { referrerFacts } from '../referrers/referrer-facts.js';
import { CommissionEntity, leftOf } from './commission.entity.js';
import { type Difference, type Heard, heldUntil, releaseOf, takenBackFrom } from './commission.rules.js';

const { commissionEarned, commissionTakenBack, commissionReleased } = referralEvents;
export const commissionRelease = 'referral.commission-release';

/** Who or what makes a commission change. */
export type Cause = Pick<NewEvent<typeof commissionEarned>, 'actor' | 'causationId'>;
export interface PayingInvoice {
  invoiceId: string;
  clientId: string;
  invoiceNumber: string;
  currency: string;
}
interface Move {
  kind: 'earned' | 'taken-back' | 'set-off' | 'credited';
  amount: bigint;
  because: string;
  movementId?: string | null;
  at: Date;
  afterRelease?: boolean;
}

const words = {
  received: 'A correction took it back',
  refund: 'A refund took it back',
  returned: 'The bank took the payment back',
  'credit-note': 'A credit note took it back',
  reversal: 'The payment was not for this invoice',
} as const;

/** RC-5, RC-8. The one place where commissions change: each change leaves its line in the trail and tells payments. */
@Injectable()
export class CommissionBook {
  constructor(
    private readonly policy: PolicyService,
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Locks referrers until the commit: everything below goes under their lock. Who registers a lead doesn't wait for it. */
  async lock(tx: EntityManager, referrerIds: string[]): Promise<void> {
    await tx.query('select from referrers where id = any($1) order by id for no key update', [referrerIds]);
  }

  async earn(
    tx: EntityManager,
    cause: Cause,
    { lead, invoice, difference }: { lead: WonLead; invoice: PayingInvoice; difference: Difference },
  ): Promise<CommissionEntity> {
    const { heard, amount, base, payment } = difference;
    const { holdDays } = await this.policy.of(tx);
    const { leadId, referrerId, ratePercent, wonAt } = lead;
    const { invoiceId, clientId, currency, invoiceNumber } = invoice;
    const commission: CommissionEntity = {
      ...{ id: newId(), referrerId, leadId, clientId, invoiceId, ratePercent, currency, movementId: heard.movementId },
      ...{ paymentId: payment!.paymentId!, bankReference: payment!.bankReference ?? '' },
      ...{ baseMinor: `${base}`, amountMinor: `${amount}`, takenBackMinor: '0', takenBackLaterMinor: '0' },
      ...{ setOffMinor: '0', creditedMinor: '0', state: 'held', earnedAt: heard.at, releasedAt: null },
      releaseAt: heldUntil(heard.at, wonAt, holdDays),
    };
    await tx.insert(CommissionEntity, commission);
    const received = wireMoney(base, currency);
    await this.write(tx, commission, {
      ...{ kind: 'earned', amount, movementId: heard.movementId, at: heard.at },
      because: `${ratePercent} % of ${received.amount} ${currency} received for invoice ${invoiceNumber}`,
    });
    await this.timers.set(tx, commissionRelease, commission.id, commission.releaseAt);
    const data = {
      ...(await this.about(tx, commission)),
      ...{ movementId: heard.movementId, base: received, ratePercent, amount: wireMoney(amount, currency) },
      ...{ earnedAt: heard.at.toISOString(), releaseAt: commission.releaseAt.toISOString() },
    };
    await this.outbox.add(tx, commissionEarned, { ...cause, aggregateId: commission.id, data });
    return commission;
  }

  /** A refund's or credit note's share, from the commissions of its invoice. */
  async takeBack(
    tx: EntityManager,
    cause: Cause,
    { oldestFirst, amount, heard }: { oldestFirst: CommissionEntity[]; amount: bigint; heard: Heard },
  ): Promise<void> {
    const shares = oldestFirst.map((commission) => ({
      ...{ commission, isHeld: commission.state === 'held', left: leftOf(commission) },
    }));
    for (const taken of takenBackFrom(amount, shares)) {
      await this.take(tx, cause, taken.share.commission, taken.amount, {
        ...{ because: words[heard.kind], movementId: heard.movementId, at: heard.at },
      });
    }
  }

  /** RC-1. Nothing is left of a commission whose lead was refused. */
  refuse(tx: EntityManager, cause: Cause, commission: CommissionEntity): Promise<void> {
    const why = { because: 'The lead was refused', movementId: null, at: this.clock.now() };
    return this.take(tx, cause, commission, leftOf(commission), why);
  }

  async release(tx: EntityManager, cause: Cause, commission: CommissionEntity): Promise<void> {
    const { id, referrerId, currency } = commission;
    const [account] = await tx.query<{ owed: string }[]>(
      `select coalesce(sum(taken_back_later_minor - set_off_minor), 0) as owed from commissions
       where referrer_id = $1 and currency = $2 and (taken_back_later_minor > 0 or set_off_minor > 0)`,
      [referrerId, currency],
    );
    const { setOff, credited } = releaseOf(leftOf(commission), BigInt(account!.owed));
    const at = this.clock.now();
    if (setOff) {
      await this.write(tx, commission, { kind: 'set-off', amount: setOff, at, because: 'Against what was owed back' });
    }
    if (credited) {
      await this.write(tx, commission, { kind: 'credited', amount: credited, at, because: 'To the safe balance' });
    }
    const released = { state: 'released' as const, setOffMinor: `${setOff}`, creditedMinor: `${credited}` };
    await tx.update(CommissionEntity, { id }, { ...released, releasedAt: at });
    const data = {
      ...(await this.about(tx, commission)),
      ...{ credited: wireMoney(credited, currency), setOff: wireMoney(setOff, currency), releasedAt: at.toISOString() },
    };
    await this.outbox.add(tx, commissionReleased, { ...cause, aggregateId: id, data });
  }

  /** Changes the commission given as well: a later share of the same invoice sees what is left. */
  private async take(
    tx: EntityManager,
    cause: Cause,
    commission: CommissionEntity,
    amount: bigint,
    why: Pick<Move, 'because' | 'at'> & { movementId: string | null },
  ): Promise<void> {
    const { id, currency } = commission;
    const afterRelease = commission.state === 'released';
    const column = afterRelease ? 'takenBackLaterMinor' : 'takenBackMinor';
    commission[column] = `${BigInt(commission[column]) + amount}`;
    if (!afterRelease && leftOf(commission) === 0n) {
      commission.state = 'taken-back';
      await this.timers.cancel(tx, commissionRelease, id);
    }
    await tx.update(CommissionEntity, { id }, { [column]: commission[column], state: commission.state });
    const because = afterRelease ? `${why.because}, after its release: owed back` : why.because;
    const takenBackId = await this.write(tx, commission, { ...why, kind: 'taken-back', amount, because, afterRelease });
    const data = {
      ...(await this.about(tx, commission)),
      ...{ takenBackId, movementId: why.movementId, amount: wireMoney(amount, currency), afterRelease },
      at: why.at.toISOString(),
    };
    await this.outbox.add(tx, commissionTakenBack, { ...cause, aggregateId: id, data });
  }

  private async write(tx: EntityManager, commission: CommissionEntity, move: Move): Promise<string> {
    const { id: commissionId } = commission;
    const { kind, amount, at, because, movementId = null, afterRelease = false } = move;
    const id = newId();
    await tx.query(
      `insert into commission_moves (id, commission_id, kind, after_release, amount_minor, at, because, movement_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, commissionId, kind, afterRelease, `${amount}`, at, because, movementId],
    );
    return id;
  }

  /** What every event of a commission says. */
  private async about(tx: EntityManager, commission: CommissionEntity) {
    const { id: commissionId, referrerId, leadId, clientId, invoiceId, paymentId } = commission;
    return { commissionId, ...(await referrerFacts(tx, referrerId)), leadId, clientId, invoiceId, paymentId };
  }
}
