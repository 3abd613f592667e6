import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, visible } from '#libs/access';
import type { TimelineFilter, TimelineItem } from '#libs/contracts';
import { moneyIn, type Page, pageOfSql, wireMoney } from '#libs/persistence';
import type { PayoutState } from '../payouts/payout-states.rules.js';
import { tell, type TimelineKind, type TimelineSubject } from './timeline.rules.js';

type Item = z.output<typeof TimelineItem>;

interface Row {
  id: string;
  at: Date;
  kind: TimelineKind;
  currency: string;
  minor: string;
  balanceMinor: string;
  settlementId: string | null;
  commissionId: string | null;
  invoiceNumber: string;
  paymentReference: string | null;
  clientName: string;
  title: string;
  minutes: number;
  periodStart: string;
  periodEnd: string;
  payoutId: string | null;
  payoutState: PayoutState;
  payoutMinor: string;
  bankAccount: string;
  bankReference: string | null;
  approvalReason: string | null;
  promisedBy: Date;
  late: boolean;
  because: string | null;
}

/**
 * Every posting on the safe balance of an expert, with the balance after it; and, without changing it, each payout's
 * arrival. The balance is summed over all of them before anything is filtered out.
 */
const moves = `
  with moves as (
    select posting.id, journal_id, currency, -amount_minor as minor
    from postings posting where owner_id = $1 and account = 'expert-safe'
    union all
    select entry.id, entry.id, payout.currency, 0
    from payouts payout join journal entry on entry.reference = payout.id and entry.kind = 'payout-paid'
    where payout.expert_id = $1
  ), told as (
    select moves.*, number, at, reference, case
        when kind in ('payout-rejected', 'payout-cancelled', 'payout-failed') then 'payout-released'
        when kind = 'commission-released' then 'commission' else kind end as kind,
      sum(minor) over (partition by currency order by number) as balance
    from moves join journal entry on entry.id = moves.journal_id
  )
  select told.id, told.number, told.at, told.kind, told.currency, minor, balance as "balanceMinor",
    settlement.id as "settlementId", coalesce(client.name, '') as "clientName", coalesce(placement.title, '') as title,
    settlement.minutes, settlement.period_start as "periodStart", settlement.period_end as "periodEnd",
    commission.commission_id as "commissionId", coalesce(invoice.number, '') as "invoiceNumber",
    payment.bank_reference as "paymentReference",
    payout.id as "payoutId", payout.state as "payoutState", payout.amount_minor as "payoutMinor",
    bank_account as "bankAccount", payout.bank_reference as "bankReference", approval_reason as "approvalReason",
    promised_by as "promisedBy", late, (
      select reason from payout_changes change where change.payout_id = payout.id
      order by change.number desc limit 1
    ) as because
  from told
  left join settlements settlement on settlement.id = told.reference
  left join placements placement on placement.placement_id = settlement.placement_id
  left join commission_moves commission on commission.reference = told.reference and commission.kind = 'released'
  left join invoices invoice on invoice.id = commission.invoice_id
  left join client_payments payment on payment.id = commission.payment_id
  left join clients client on client.client_id = coalesce(settlement.client_id, commission.client_id)
  left join payouts payout on payout.id = told.reference
  where ($2::text is null or told.kind = $2) and ($3::text is null or told.currency = $3)
    and ($4::date is null or told.at >= $4::date::timestamp at time zone 'UTC')
    and ($5::date is null or told.at < ($5::date + 1)::timestamp at time zone 'UTC')`;

/** PM-9. An expert's statement: every amount, its state, the next date and the reason. */
@Injectable()
export class TimelineService {
  constructor(private readonly dataSource: DataSource) {}

  async list(actor: Actor, expertId: string, filter: z.output<typeof TimelineFilter>): Promise<Page<Item>> {
    visible(actor, { expertId }, 'expert');
    const { kind, currency, from, to } = filter;
    const page = await pageOfSql<Row>(
      this.dataSource.manager,
      { sql: moves, params: [expertId, kind, currency, from, to] },
      filter,
      // Several may happen in one millisecond: their place in the chain is their order in time.
      { id: 'id', sorts: { at: 'number' }, defaultSort: '-at' },
    );
    return { ...page, items: page.items.map(item) };
  }
}

function item(row: Row): Item {
  const { state, nextDate, reason } = tell(subjectOf(row));
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: wireMoney(row.minor, row.currency),
    balance: wireMoney(row.balanceMinor, row.currency),
    ...{ state, nextDate: nextDate?.toISOString() ?? null, reason },
    settlementId: row.settlementId,
    payoutId: row.payoutId,
    commissionId: row.commissionId,
  };
}

function subjectOf(row: Row): TimelineSubject {
  const { kind, payoutState: state } = row;
  if (kind === 'settlement') return { ...row, kind };
  if (kind === 'commission') return { ...row, kind, bankReference: row.paymentReference };
  return { ...row, kind, state, amount: moneyIn(row.payoutMinor, row.currency) };
}
