import { crossServiceChecks, type MoneyWire } from '#libs/contracts';
import { parseMoney } from '#libs/money';
import { type Check, sqlCheck } from './check.js';

/** What referral says it told of a referrer, in one currency. */
export interface CommissionTotal {
  referrerId: string;
  currency: string;
  /** Less what is owed back. */
  held: MoneyWire;
  credited: MoneyWire;
}

/** RC-5, PM-12. Every move of a commission and every transfer to a referrer is posted once, to the account it belongs to. */
const movesPosted = sqlCheck({
  name: 'commission-and-its-payouts-are-posted',
  rule: 'PM-12',
  counted: `(
    select reference from commission_moves union all select id from referrer_payouts
    union all select payout_id from referrer_payout_returns) moves`,
  wrong: `
    select format('%s %s should move %s minor units on %s of %s, posted were %s.', moves.kind, moves.reference, minor,
      account, owner_id, coalesce(posted, 0)) as difference
    from (
      select 'commission-' || kind as kind, reference, 'referrer-held' as account, referrer_id as owner_id,
        case kind when 'earned' then -amount_minor else amount_minor end as minor
      from commission_moves
      union all
      select 'commission-released', reference, case when expert_id is null then 'referrer-safe' else 'expert-safe' end,
        coalesce(expert_id, referrer_id), -amount_minor
      from commission_moves where kind = 'released'
      union all select 'referrer-payout', id, 'referrer-safe', referrer_id, amount_minor from referrer_payouts
      union all
      select 'referrer-payout-returned', id, 'referrer-safe', referrer_id, -amount_minor
      from referrer_payouts join referrer_payout_returns on payout_id = id
    ) moves
    left join lateral (
      select sum(amount_minor) as posted from journal join postings on journal_id = journal.id
      where reference = moves.reference and journal.kind = moves.kind and postings.account = moves.account
        and postings.owner_id = moves.owner_id
    ) posted on true
    where minor <> coalesce(posted, 0)`,
});

/** RC-5. What a referrer has held is earned less taken back and credited; what is in its safe, credited less paid. */
const balancesAreMoves = sqlCheck({
  name: 'referrers-have-what-moved',
  rule: 'RC-5',
  counted: `account_balances where account in ('referrer-held', 'referrer-safe')`,
  wrong: `
    select format('%s of referrer %s is %s minor units of %s, its moves sum to %s.', account, owner_id, coalesce(posted, 0),
      currency, coalesce(moved, 0)) as difference
    from (
      select account, owner_id, currency, sum(amount_minor) as posted from postings
      where account in ('referrer-held', 'referrer-safe') group by account, owner_id, currency
    ) ledger full join (
      select account, owner_id, currency, sum(minor) as moved
      from (
        select 'referrer-held' as account, referrer_id as owner_id, currency,
          case kind when 'earned' then -amount_minor else amount_minor end as minor
        from commission_moves
        union all
        select 'referrer-safe', referrer_id, currency, -amount_minor from commission_moves
        where kind = 'released' and expert_id is null
        union all
        select 'referrer-safe', referrer_id, currency, amount_minor from referrer_payouts
        where id not in (select payout_id from referrer_payout_returns)
      ) moves group by account, owner_id, currency
    ) counted using (account, owner_id, currency)
    where coalesce(posted, 0) <> coalesce(moved, 0)`,
});

/** RC-5. No commission gives more than it earned; one that isn't told yet is looked at when it is. */
const neverMoreThanEarned = sqlCheck({
  name: 'no-commission-gives-more-than-it-earned',
  rule: 'RC-5',
  counted: `commission_moves where kind = 'earned'`,
  wrong: `
    select format('Commission %s earned %s minor units; %s were taken back, %s credited or set off.', commission_id, earned,
      taken, released) as difference
    from (
      select commission_id, sum(amount_minor) filter (where kind = 'earned') as earned,
        coalesce(sum(amount_minor) filter (where kind = 'taken-back'), 0) as taken,
        coalesce(sum(amount_minor + set_off_minor) filter (where kind = 'released'), 0) as released
      from commission_moves group by commission_id
    ) sums
    where taken > earned or released > earned`,
});

/** PM-12. What referral told of arrived here; only this check looks at what another service says. */
const arrived = (totals: readonly CommissionTotal[]): Check => ({
  name: crossServiceChecks.commissionsArrived,
  rule: 'PM-12',
  async find(on) {
    const there = totals.map(({ referrerId, currency, held, credited }) => ({
      ...{ referrerId, currency },
      ...{ held: parseMoney(held).minor.toString(), credited: parseMoney(credited).minor.toString() },
    }));
    const rows = await on.query<{ difference: string }[]>(
      `select format('Referrer %s has %s minor units of %s held and %s credited in referral, and %s and %s here.',
         referrer_id, coalesce(there.held, 0), currency, coalesce(there.credited, 0), coalesce(here.held, 0),
         coalesce(here.credited, 0)) as difference
       from (
         select "referrerId" as referrer_id, currency, held, credited
         from jsonb_to_recordset($1::jsonb) as told ("referrerId" uuid, currency char(3), held bigint, credited bigint)
       ) there
       full join (
         select referrer_id, currency,
           sum(case kind when 'earned' then amount_minor else -amount_minor end) as held,
           sum(amount_minor) filter (where kind = 'released') as credited
         from commission_moves group by referrer_id, currency
       ) here using (referrer_id, currency)
       where (coalesce(there.held, 0), coalesce(there.credited, 0)) <> (coalesce(here.held, 0), coalesce(here.credited, 0))
       limit 50`,
      [JSON.stringify(there)],
    );
    return { counted: totals.length, differences: rows.map(({ difference }) => difference) };
  },
});

/** `totals` is what referral says; without it that one comparison is left out. */
export const commissionChecks = (totals: readonly CommissionTotal[] | undefined): readonly Check[] => [
  ...(totals ? [arrived(totals)] : []),
  movesPosted,
  balancesAreMoves,
  neverMoreThanEarned,
];
