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
 * RC-1, RC-4 once more, in SQL and from the other side: of all that is net the referrer's own hours are taken out, where
 * they are more than nothing. Nothing here is shared with what wrote it, nor what it says of how far it came: the newest
 * standing counts, once a payment was heard of. In the moment between a win or refusal and its posting this differs.
 */
const invoices = `
  with standing as (
    select i.invoice_id, lead.id as lead_id, lead.rate_percent::numeric as rate,
      case when referrer.kind = 'expert' then lead.referrer_id end as own,
      10::numeric ^ coalesce(length(split_part(s.standing->'total'->>'amount', '.', 2)), 0) as minor, s.standing
    from commission_invoices i
    join leads lead on lead.client_id = i.client_id and lead.state = 'won'
    join referrers referrer on referrer.id = lead.referrer_id
    join lateral (
      select standing from invoice_standings where invoice_id = i.invoice_id order by number desc limit 1
    ) s on exists (select from invoice_standings where invoice_id = i.invoice_id and kind = 'received')
  ), shares as (
    select *, (standing->'paid'->>'amount')::numeric * minor as paid,
      ((standing->'total'->>'amount')::numeric - (standing->'credited'->>'amount')::numeric) * minor as total,
      (select sum((part->'net'->>'amount')::numeric * minor) - greatest(0,
         sum((part->'net'->>'amount')::numeric * minor) filter (where (part->>'expertId')::uuid = own
           and (part->>'placementId')::uuid not in (select placement_id from placements_paying_own_hours)))
       from jsonb_array_elements(standing->'parts') part) as paying
    from standing
  ), exact as (
    select *, trunc(rate * paid * paying) as dividend, trunc(100 * total) as divisor
    from shares where total > 0 and paying > 0
  ), due as (
    select invoice_id, lead_id, div(dividend, divisor) + case
      when 2 * mod(dividend, divisor) > divisor then 1
      when 2 * mod(dividend, divisor) = divisor then mod(div(dividend, divisor), 2)
      else 0 end as due
    from exact
  ), earned as (
    select invoice_id, lead_id, sum(amount_minor - taken_back_minor - taken_back_later_minor) as earned
    from commissions group by invoice_id, lead_id
  )
  select format('Invoice %s: commission of %s is due to lead %s, %s was earned and not taken back.', invoice_number,
    coalesce(due, 0), lead_id, coalesce(earned, 0)) as difference
  from due full join earned using (invoice_id, lead_id)
  join (select invoice_id, invoice_number from commission_invoices) invoice using (invoice_id)
  where coalesce(due, 0) <> coalesce(earned, 0)
  order by invoice_number, invoice_id, lead_id limit ${mostDifferences}`;

/** PM-12. Counts all commission again, as it stands at one moment. */
@Injectable()
export class CommissionTotals {
  constructor(private readonly dataSource: DataSource) {}

  recount(actor: Actor): Promise<Answer<typeof listCommissionTotals>> {
    requireRole(actor, 'admin');
    return this.dataSource.transaction('REPEATABLE READ', async (on) => {
      const differences: string[] = [];
      for (const count of [trails, invoices]) {
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
