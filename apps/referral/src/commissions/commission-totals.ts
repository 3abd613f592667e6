import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import type { listCommissionTotals } from '#libs/contracts';
import type { Answer } from '#libs/messaging';
import { wireMoney } from '#libs/persistence';

const mostDifferences = 1_000;

/** A commission is what its trail says of it; that its parts sum to it the table itself insists on. */
const trails = `
  with trail as (
    select commission_id as id,
      coalesce(sum(amount_minor) filter (where kind = 'earned'), 0) as earned,
      coalesce(sum(amount_minor) filter (where kind = 'taken-back' and not after_release), 0) as taken_back,
      coalesce(sum(amount_minor) filter (where kind = 'taken-back' and after_release), 0) as taken_back_later,
      coalesce(sum(amount_minor) filter (where kind = 'set-off'), 0) as set_off,
      coalesce(sum(amount_minor) filter (where kind = 'credited'), 0) as credited
    from commission_moves group by commission_id
  )
  select format('Commission %s: it says %s, its trail %s (earned, taken back, later, set off, credited).',
    id, said, found) as difference
  from (
    select c.id, array[amount_minor, taken_back_minor, taken_back_later_minor, set_off_minor, credited_minor] as said,
      array[earned, taken_back, taken_back_later, set_off, credited]::bigint[] as found
    from commissions c left join trail using (id)
  ) both_ways where said is distinct from found order by id limit ${mostDifferences}`;

/**
 * RC-4 once more, in SQL: nothing here is shared with what wrote it. An invoice of a lead that was refused may have earned
 * less than its share; an invoice waits whose payment wasn't heard of yet, so what was posted last counts.
 */
const invoices = `
  with standing as (
    select i.invoice_id, i.invoice_number, i.posted, lead.state, lead.rate_percent::numeric as rate,
      case when referrer.kind = 'expert' then lead.referrer_id end as own,
      10::numeric ^ coalesce(length(split_part(s.standing->'total'->>'amount', '.', 2)), 0) as minor, s.standing
    from commission_invoices i
    join leads lead on lead.id = i.lead_id or (i.lead_id is null and lead.client_id = i.client_id and lead.state = 'won')
    join referrers referrer on referrer.id = lead.referrer_id
    join invoice_standings s on s.invoice_id = i.invoice_id and s.number = i.posted
  ), shares as (
    select *, (standing->'paid'->>'amount')::numeric * minor as paid,
      ((standing->'total'->>'amount')::numeric - (standing->'credited'->>'amount')::numeric) * minor as total,
      (select coalesce(sum((part->'net'->>'amount')::numeric * minor), 0)
       from jsonb_array_elements(standing->'parts') part where (part->>'expertId')::uuid is distinct from own
         or (part->>'placementId')::uuid in (select placement_id from placements_paying_own_hours)) as paying
    from standing
  ), exact as (
    select *, trunc(rate * paid * least(paying, total)) as dividend, trunc(100 * total) as divisor
    from shares where total > 0 and paying > 0
  ), due as (
    select invoice_id, div(dividend, divisor) + case
      when 2 * mod(dividend, divisor) > divisor then 1
      when 2 * mod(dividend, divisor) = divisor then mod(div(dividend, divisor), 2)
      else 0 end as due
    from exact
  ), earned as (
    select invoice_id, sum(amount_minor - taken_back_minor - taken_back_later_minor) as earned
    from commissions group by invoice_id
  )
  select format('Invoice %s: commission of %s is due, %s was earned and not taken back.', invoice_number,
    coalesce(due, 0), coalesce(earned, 0)) as difference
  from standing left join due using (invoice_id) left join earned using (invoice_id)
  where case state when 'won' then coalesce(earned, 0) <> coalesce(due, 0)
    else coalesce(earned, 0) > coalesce(due, 0) end
  order by invoice_number, invoice_id limit ${mostDifferences}`;

/** What is owed back was taken back after release and not set off yet. */
const debts = `
  select format('Referrer %s: %s minor units of %s are owed back, counted %s.', referrer_id, owed_back_minor, currency,
    coalesce(owed, 0)) as difference
  from commission_accounts left join (
    select referrer_id, currency, sum(taken_back_later_minor) - sum(set_off_minor) as owed
    from commissions group by referrer_id, currency
  ) counted using (referrer_id, currency)
  where owed_back_minor <> coalesce(owed, 0) order by referrer_id, currency limit ${mostDifferences}`;

/** PM-12. Counts all commission again, as it stands at one moment. */
@Injectable()
export class CommissionTotals {
  constructor(private readonly dataSource: DataSource) {}

  recount(actor: Actor): Promise<Answer<typeof listCommissionTotals>> {
    requireRole(actor, 'admin');
    return this.dataSource.transaction('REPEATABLE READ', async (on) => {
      const differences: string[] = [];
      for (const count of [trails, invoices, debts]) {
        const rows = await on.query<{ difference: string }[]>(count);
        differences.push(...rows.map(({ difference }) => difference));
      }
      const totals = await on.query<{ referrerId: string; currency: string; held: string; credited: string }[]>(
        `select referrer_id as "referrerId", currency,
           sum(amount_minor - taken_back_minor - taken_back_later_minor - credited_minor) as held,
           sum(credited_minor) as credited
         from commissions group by referrer_id, currency order by referrer_id, currency`,
      );
      return {
        ok: !differences.length,
        differences,
        totals: totals.map(({ referrerId, currency, held, credited }) => ({
          ...{ referrerId, currency, held: wireMoney(held, currency), credited: wireMoney(credited, currency) },
        })),
      };
    });
  }
}
