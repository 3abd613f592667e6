import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Money } from '#libs/money';
import { moneyIn } from '#libs/persistence';
import type { PayoutState } from '../payouts/payout-states.rules.js';
import type { SafeMove } from './attribution.rules.js';

/** A line with all that led to it and all that came of it; the later columns are null while it waits. */
export interface EntryRow {
  entryId: string;
  expertId: string;
  clientId: string;
  taskId: string;
  taskTitle: string;
  estimateMinutes: number | null;
  workedOn: string;
  minutes: number;
  approvedAt: Date;
  approvedBy: string;
  how: string;
  settlementId: string | null;
  settledAt: Date | null;
  currency: string | null;
  payRateMinor: string | null;
  billRateMinor: string | null;
  payMinor: string | null;
  billMinor: string | null;
  journalEntryId: string | null;
  invoiceLineId: string | null;
  /** Also those after which it was billed again. */
  invoiceIds: string[];
}

export interface PayoutRow {
  id: string;
  state: PayoutState;
  currency: string;
  bankReference: string | null;
}

const entries = `
  select line.entry_id as "entryId", line.expert_id as "expertId", line.client_id as "clientId", task_id as "taskId",
    task_title as "taskTitle", estimate_minutes as "estimateMinutes", line.worked_on as "workedOn", line.minutes,
    approved_at as "approvedAt", approved_by as "approvedBy", how, settlement.id as "settlementId",
    settled_at as "settledAt", coalesce(settlement.currency, waiting.pay_currency) as currency,
    contract.pay_rate_minor as "payRateMinor", contract.bill_rate_minor as "billRateMinor",
    coalesce(settled.pay_minor, waiting.pay_minor) as "payMinor",
    coalesce(settled.bill_minor, waiting.bill_minor) as "billMinor", entry.id as "journalEntryId",
    invoiced.id as "invoiceLineId", array(
      select invoice_id from invoice_lines billed where billed.settlement_id = settled.settlement_id
        and billed.contract_number = settled.contract_number
      union select invoice_id from invoiced_settlements credited
      where credited.settlement_id = settled.settlement_id and credit_note_id is not null)::text[] as "invoiceIds"
  from approved_lines line
  left join settlement_lines settled on settled.entry_id = line.entry_id
  left join settlements settlement on settlement.id = settled.settlement_id
  left join journal entry on entry.reference = settlement.id and entry.kind = 'settlement'
  left join priced_lines waiting on waiting.entry_id = line.entry_id
  left join contracts contract on contract.placement_id = line.placement_id
    and contract.number = coalesce(settled.contract_number, waiting.contract_number)
  left join invoice_lines invoiced on invoiced.settlement_id = settled.settlement_id
    and invoiced.contract_number = settled.contract_number and invoiced.released_by is null`;

/** PM-10. What the evidence chain reads. */
@Injectable()
export class EvidenceQueries {
  constructor(private readonly dataSource: DataSource) {}

  entries(ids: readonly string[]): Promise<EntryRow[]> {
    return this.dataSource.query(`${entries} where line.entry_id = any($1) order by line.worked_on, line.entry_id`, [
      ids,
    ]);
  }

  entriesOf(settlementId: string): Promise<EntryRow[]> {
    return this.dataSource.query(`${entries} where settlement.id = $1 order by line.worked_on, line.entry_id`, [
      settlementId,
    ]);
  }

  entriesOfInvoices(ids: readonly string[]): Promise<EntryRow[]> {
    return this.dataSource.query(
      `${entries} where (settled.settlement_id, settled.contract_number) in (
         select settlement_id, contract_number from invoice_lines where invoice_id = any($1))
       or settled.settlement_id in (
         select settlement_id from invoiced_settlements where invoice_id = any($1) and credit_note_id is not null)
       order by line.worked_on, line.entry_id`,
      [ids],
    );
  }

  /** A transfer to a referrer is paid when it is recorded, until it comes back. */
  payouts(ids: readonly string[]): Promise<PayoutRow[]> {
    return this.dataSource.query(
      `select id, state, currency, bank_reference as "bankReference" from payouts where id = any($1)
       union all
       select id, case when payout_id is null then 'paid' else 'returned' end, currency, payout.bank_reference
       from referrer_payouts payout left join referrer_payout_returns on payout_id = id where id = any($1)`,
      [ids],
    );
  }

  async posting(id: string): Promise<{ journalId: string; ownerId: string; amount: Money } | undefined> {
    const [row] = await this.dataSource.query<
      { journalId: string; ownerId: string; minor: string; currency: string }[]
    >(
      `select journal_id as "journalId", owner_id as "ownerId", amount_minor as minor, currency from postings where id = $1`,
      [id],
    );
    return row && { journalId: row.journalId, ownerId: row.ownerId, amount: moneyIn(row.minor, row.currency) };
  }

  /** What `attribute` needs of an expert or referrer: what gave and took for good, in the order of the ledger. */
  async safeMoves(ownerId: string, currency: string): Promise<SafeMove[]> {
    const rows = await this.dataSource.query<(Omit<SafeMove, 'minor'> & { minor: string })[]>(
      `select 'line' as kind, line.entry_id as id, line.pay_minor as minor, number, line.pay_minor < 0 as taken
       from settlement_lines line
       join settlements settlement on settlement.id = line.settlement_id
       join journal entry on entry.reference = settlement.id and entry.kind = 'settlement'
       where settlement.expert_id = $1 and settlement.currency = $2
       union all
       select 'commission', reference, amount_minor, number, false
       from commission_moves move join journal entry using (reference)
       where referrer_id = $1 and currency = $2 and move.kind = 'released' and entry.kind = 'commission-released'
       union all
       select 'payout', payout.id, amount_minor, number, false
       from payouts payout join journal entry on entry.reference = payout.id and entry.kind = 'payout-requested'
       where expert_id = $1 and currency = $2 and state not in ('rejected', 'cancelled', 'failed', 'returned')
       union all
       select 'payout', payout.id, amount_minor, number, false
       from referrer_payouts payout join journal entry on entry.reference = payout.id and entry.kind = 'referrer-payout'
       where referrer_id = $1 and currency = $2 and payout.id not in (select payout_id from referrer_payout_returns)
       order by number, taken, id`,
      [ownerId, currency],
    );
    return rows.map(({ kind, id, minor }) => ({ kind, id, minor: BigInt(minor) }));
  }
}
