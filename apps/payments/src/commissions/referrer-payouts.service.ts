import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours } from '#libs/access';
import type { listReferrerPayouts, NewReferrerPayout, ReferrerBalance } from '#libs/contracts';
import { invalid, invalidField } from '#libs/errors';
import { compare, type Money, parseMoney } from '#libs/money';
import { newId, type Page, pageOfSql, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { checkNotInFuture } from '../billing/seller-day.js';
import { referrerPayoutLegs } from '../ledger/accounts.rules.js';
import { insufficientBalance } from '../ledger/ledger.errors.js';
import { Ledger } from '../ledger/ledger.js';
import { type Payout, payouts, payoutView, referenceUsed, type Row } from './referrer-payout.view.js';

/** RC-5. What clients, partners and outsiders are paid of their commission; an expert has it in its safe balance. */
@Injectable()
export class ReferrerPayoutsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  async balance(actor: Actor, referrerId: string): Promise<z.output<typeof ReferrerBalance>> {
    await this.readable(actor, referrerId);
    const rows = await this.dataSource.query<Record<'currency' | 'held' | 'available' | 'paid', string>[]>(
      `with amounts as (
         select currency, account, -balance_minor as minor from account_balances where owner_id = $1
         union all
         select currency, 'paid', amount_minor from referrer_payouts
         where referrer_id = $1 and id not in (select payout_id from referrer_payout_returns)
       )
       select currency, coalesce(sum(minor) filter (where account = 'referrer-held'), 0) as held,
         coalesce(sum(minor) filter (where account = 'referrer-safe'), 0) as available,
         coalesce(sum(minor) filter (where account = 'paid'), 0) as paid
       from amounts where account in ('referrer-held', 'referrer-safe', 'paid') group by currency order by currency`,
      [referrerId],
    );
    const balances = rows.map(({ currency, held, available, paid }) => ({
      currency,
      held: wireMoney(held, currency),
      available: wireMoney(available, currency),
      paid: wireMoney(paid, currency),
    }));
    return { referrerId, balances };
  }

  async list(actor: Actor, about: z.output<typeof listReferrerPayouts.input>): Promise<Page<Payout>> {
    const { referrerId, ...filter } = about;
    await this.readable(actor, referrerId);
    const page = await pageOfSql<Row>(
      this.dataSource.manager,
      { sql: `${payouts} where referrer_id = $1`, params: [referrerId] },
      filter,
      { id: 'id', sorts: { recordedAt: '"recordedAt"' }, defaultSort: '-recordedAt' },
    );
    return { ...page, items: page.items.map(payoutView) };
  }

  /**
   * Once for each bank reference, however many say it at once. Throws conflict `payments.bank-reference-used`, invalid
   * `payments.referrer-is-expert`, `payments.amount-not-positive`, `payments.date-in-future`, `payments.insufficient-balance`.
   */
  async record(
    tx: EntityManager,
    actor: Actor,
    referrerId: string,
    { amount: asked, bankReference, paidOn }: z.output<typeof NewReferrerPayout>,
  ): Promise<Payout> {
    const amount = parseMoney(asked);
    if (amount.minor <= 0n)
      throw invalidField('payments.amount-not-positive', 'amount', 'must be more than zero', 'RC-5');
    await checkNotInFuture(tx, this.clock.now(), { day: paidOn, field: 'paidOn', rule: 'RC-5' });
    await this.refuseExperts(tx, referrerId);
    const [id, minor, recordedAt] = [newId(), amount.minor.toString(), this.clock.now()];
    const recorded = await tx.query<unknown[]>(
      `insert into referrer_payouts (id, referrer_id, currency, amount_minor, bank_reference, paid_on, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (bank_reference) do nothing returning id`,
      [id, referrerId, amount.currency, minor, bankReference, paidOn, recordedAt, actor.name],
    );
    const [row] = await tx.query<Row[]>(`${payouts} where payout.bank_reference = $1`, [bankReference]);
    if (recorded.length) await this.pay(tx, actor, { id, referrerId, amount });
    else if (!sameTransfer(row!, { referrerId, currency: amount.currency, minor, paidOn })) throw referenceUsed();
    return payoutView(row!);
  }

  private async pay(
    tx: EntityManager,
    actor: Actor,
    { id, referrerId, amount }: { id: string; referrerId: string; amount: Money },
  ): Promise<void> {
    // For a refusal in good words; against transfers at the same moment the ledger itself guards.
    const available = await this.ledger.owed(tx, 'referrer-safe', referrerId, amount.currency);
    if (compare(amount, available) > 0) throw insufficientBalance(available);
    const legs = referrerPayoutLegs(referrerId, amount);
    await this.ledger.post(tx, actor, [{ kind: 'referrer-payout', reference: id, legs }]);
  }

  /** GW-3. Staff, and the referrer itself: a client's users for their company, a partner for its account. */
  private async readable(actor: Actor, referrerId: string): Promise<void> {
    const own = actor.role === 'client' ? actor.clientId : actor.id;
    if (!isStaff(actor) && own !== referrerId) throw notYours('referrer');
    await this.refuseExperts(this.dataSource.manager, referrerId);
  }

  private async refuseExperts(on: EntityManager, referrerId: string): Promise<void> {
    const experts = await on.query<unknown[]>(
      `select from experts where expert_id = $1
       union all select from commission_moves where referrer_id = $1 and expert_id is not null limit 1`,
      [referrerId],
    );
    if (!experts.length) return;
    throw invalid(
      'payments.referrer-is-expert',
      "An expert's commission is in its safe balance: it asks for payouts as for what it worked for.",
      { rule: 'RC-5' },
    );
  }
}

const sameTransfer = (row: Row, asked: Pick<Row, 'referrerId' | 'currency' | 'minor' | 'paidOn'>): boolean =>
  row.referrerId === asked.referrerId &&
  row.currency === asked.currency &&
  row.minor === asked.minor &&
  row.paidOn === asked.paidOn;
