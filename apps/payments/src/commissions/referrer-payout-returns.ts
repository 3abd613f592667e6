import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours } from '#libs/access';
import type { returnReferrerPayout } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { formatMoney, type Money } from '#libs/money';
import { moneyIn, onConstraint } from '#libs/persistence';
import { Clock } from '#libs/time';
import { checkNotInFuture } from '../billing/seller-day.js';
import { returnedReferrerPayoutLegs } from '../ledger/accounts.rules.js';
import { Ledger, type NewEntry } from '../ledger/ledger.js';
import { type Payout, payouts, payoutView, referenceUsed, type Row } from './referrer-payout.view.js';

type Returned = z.output<typeof returnReferrerPayout.input>['returned'];

/** A credit of a statement that says it is money of the network that came back. */
interface CameBack {
  bankReference: string;
  bookedOn: string | null;
  amount: Money;
  remittance: string | null;
  references: readonly string[];
}

/** RC-5. Transfers to referrers that the bank sent back: as a whole, once, and available again. */
@Injectable()
export class ReferrerPayoutReturns {
  constructor(
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /**
   * The same again gives the same. Throws conflict `payments.payout-already-returned`, `payments.bank-reference-used`,
   * invalid `payments.date-in-future`, `payments.return-before-transfer`.
   */
  async record(
    tx: EntityManager,
    actor: Actor,
    { referrerId, payoutId, returned }: z.output<typeof returnReferrerPayout.input>,
  ): Promise<Payout> {
    const dated = { day: returned.returnedOn, field: 'returnedOn', rule: 'RC-5' };
    await checkNotInFuture(tx, this.clock.now(), dated);
    const [payout] = await tx.query<Row[]>(`${payouts} where id = $1 and referrer_id = $2`, [payoutId, referrerId]);
    if (!payout) throw notYours('referrer-payout');
    if (returned.returnedOn < payout.paidOn) {
      const message = `must not be before ${payout.paidOn}, when it was transferred`;
      throw invalidField('payments.return-before-transfer', 'returnedOn', message, 'RC-5');
    }
    const entry = await this.add(tx, actor, payout, returned);
    if (entry) await this.ledger.post(tx, actor, [entry]);
    const [now] = await tx.query<Row[]>(`${payouts} where id = $1`, [payoutId]);
    if (!entry && !isSame(now!, returned)) throw alreadyReturned(now!);
    return payoutView(now!);
  }

  /**
   * What a statement says came back, where it names a transfer to a referrer: whether it fits, and what the caller posts;
   * undefined when it names none.
   */
  async told(
    tx: EntityManager,
    actor: Actor,
    said: CameBack,
  ): Promise<{ fits: boolean; entry?: NewEntry } | undefined> {
    const { bankReference, bookedOn, amount, remittance, references } = said;
    const named = await tx.query<Row[]>(`${payouts} where payout.bank_reference = any($1) limit 2`, [references]);
    const [payout] = named;
    if (!payout) return undefined;
    if (payout.returnReference) return { fits: payout.returnReference === bankReference };
    const isIt = named.length === 1 && payout.currency === amount.currency && BigInt(payout.minor) === amount.minor;
    if (!isIt || !bookedOn || bookedOn < payout.paidOn) return { fits: false };
    // Refused by itself: the rest of the statement comes in.
    const used = 'select from referrer_payout_returns where bank_reference = $1';
    if ((await tx.query<unknown[]>(used, [bankReference])).length) return { fits: false };
    const reason = `The bank sent it back. ${remittance ?? ''}`.trim();
    const entry = await this.add(tx, actor, payout, { bankReference, returnedOn: bookedOn, reason });
    return { fits: !!entry, ...(entry && { entry }) };
  }

  /** What is to be posted; undefined when it was returned before. */
  private async add(
    tx: EntityManager,
    actor: Actor,
    { id, referrerId, currency, minor }: Row,
    { bankReference, returnedOn, reason }: Returned,
  ): Promise<NewEntry | undefined> {
    const added = await tx
      .query<unknown[]>(
        `insert into referrer_payout_returns (payout_id, bank_reference, returned_on, reason, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6) on conflict (payout_id) do nothing returning payout_id`,
        [id, bankReference, returnedOn, reason, this.clock.now(), actor.name],
      )
      .catch((error: unknown) => {
        throw onConstraint(error, { referrer_payout_return_reference_once: referenceUsed });
      });
    if (!added.length) return undefined;
    const legs = returnedReferrerPayoutLegs(referrerId, moneyIn(minor, currency));
    return { kind: 'referrer-payout-returned', reference: id, legs };
  }
}

const isSame = (row: Row, { bankReference, returnedOn, reason }: Returned): boolean =>
  row.returnReference === bankReference && row.returnedOn === returnedOn && row.reason === reason;

const alreadyReturned = ({ returnReference, returnedOn, minor, currency }: Row) =>
  conflict(
    'payments.payout-already-returned',
    `It came back on ${returnedOn}, with the bank reference ${returnReference}.`,
    { rule: 'RC-5', facts: { bankReference: returnReference, amount: formatMoney(moneyIn(minor, currency)) } },
  );
