import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { money, type Money, negate } from '#libs/money';
import { newId, onConstraint } from '#libs/persistence';
import { Clock } from '#libs/time';
import { type Account, type Leg } from './accounts.rules.js';
import { insufficientBalance } from './ledger.errors.js';

export interface NewEntry {
  /** `settlement`, `payout-` and the state it reached, `commission-earned`…; once for each reference. */
  kind: string;
  /** The settlement, payout, commission… it belongs to. */
  reference: string;
  legs: readonly Leg[];
}

/** PM-1. Double entry: everything that moves money goes through `post`, and nothing is ever changed. */
@Injectable()
export class Ledger {
  constructor(private readonly clock: Clock) {}

  /**
   * Posts entries in this order; the end of the chain stays locked until the commit, so post late in a transaction.
   * Throws invalid `payments.insufficient-balance` when an expert or referrer would be overdrawn.
   */
  async post(tx: EntityManager, actor: Pick<Actor, 'id'>, entries: readonly NewEntry[]): Promise<void> {
    if (!entries.length) return;
    const at = this.clock.now().toISOString();
    const rows = entries.map(({ legs, ...entry }) => ({
      id: newId(),
      ...entry,
      at,
      actor_id: actor.id,
      legs: legs.map(row),
    }));
    try {
      await tx.query('select post_entries($1::jsonb)', [JSON.stringify(rows)]);
    } catch (error) {
      throw onConstraint(error, { account_not_overdrawn: insufficientBalance });
    }
  }

  /** What the network owes an expert or referrer on this account: never negative. */
  async owed(
    on: Pick<EntityManager, 'query'>,
    account: Extract<Account, `expert-${string}` | 'referrer-safe'>,
    ownerId: string,
    currency: string,
  ): Promise<Money> {
    const [balance] = await on.query<{ minor: string }[]>(
      `select balance_minor as minor from account_balances where (account, owner_id, currency) = ($1, $2, $3)`,
      [account, ownerId, currency],
    );
    return negate(money(BigInt(balance?.minor ?? 0), currency));
  }
}

const row = ({ account, ownerId, amount }: Leg) => ({
  id: newId(),
  account,
  owner: ownerId,
  currency: amount.currency,
  amount: amount.minor.toString(),
});
