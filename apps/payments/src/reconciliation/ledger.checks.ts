import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type ChainedEntry, journalText } from '../ledger/journal-text.rules.js';
import { type Check, everyRow, sqlCheck } from './check.js';

const postingsBalance = sqlCheck({
  name: 'every-posting-balances',
  rule: 'PM-1',
  counted: 'postings',
  wrong: `
    select format('All postings in %s sum to %s minor units, not to nothing.', currency, sum(amount_minor)) as difference
    from postings group by currency having sum(amount_minor) <> 0
    union all
    select format('Journal entry %s is out of balance by %s minor units in %s.', number, sum(amount_minor), currency)
    from postings join journal on journal.id = journal_id
    group by number, currency having sum(amount_minor) <> 0
    union all
    select format('Journal entry %s has less than two postings.', number)
    from journal left join postings on journal.id = journal_id group by number having count(postings.id) < 2`,
});

const balancesExplained = sqlCheck({
  name: 'balances-are-their-postings',
  rule: 'PM-1',
  counted: 'account_balances',
  wrong: `
    select format('%s of %s shows %s %s in minor units, its postings sum to %s.', account, owner_id,
      coalesce(balance_minor, 0), currency, coalesce(posted, 0)) as difference
    from account_balances full join (
      select account, owner_id, currency, sum(amount_minor) as posted from postings group by account, owner_id, currency
    ) sums using (account, owner_id, currency)
    where balance_minor is distinct from posted and coalesce(balance_minor, 0) <> coalesce(posted, 0)`,
});

const nobodyOwes = sqlCheck({
  name: 'nobody-is-overdrawn',
  rule: 'PM-5',
  counted: `account_balances where account in ('expert-safe', 'expert-reserved', 'referrer-safe')`,
  wrong: `
    select format('%s of %s is overdrawn by %s minor units of %s.', account, owner_id, sum(amount_minor), currency)
      as difference
    from postings where account in ('expert-safe', 'expert-reserved', 'referrer-safe')
    group by account, owner_id, currency having sum(amount_minor) > 0`,
});

const stepsBelong = sqlCheck({
  name: 'every-journal-entry-has-its-cause',
  rule: 'PM-10',
  counted: 'journal',
  wrong: `
    select format('Journal entry %s (%s) belongs to nothing we know.', number, kind) as difference
    from journal
    where not case
      when kind = 'settlement' then exists (select from settlements where id = reference)
      when kind = 'invoice-issued' then exists (select from invoices where id = journal.reference and state <> 'draft')
      when kind = 'credit-note' then exists (select from credit_notes where id = reference)
      when kind = 'bill-again' then exists (select from credit_notes where id = reference and bill_again)
      when kind = 'money-received' then exists (select from client_payments where id = reference)
      when kind = 'money-assigned' then exists (select from payment_assignments where id = reference)
      when kind = 'refund' then exists (select from refunds where id = reference)
      when kind = 'referrer-payout' then exists (select from referrer_payouts where id = reference)
      when kind = 'referrer-payout-returned' then exists (select from referrer_payout_returns where payout_id = reference)
      when kind like 'commission-%' then exists (
        select from commission_moves move where move.reference = journal.reference and journal.kind = 'commission-' || move.kind)
      else exists (select from payout_changes where payout_id = reference and kind = 'payout-' || state) end`,
});

interface ChainRow extends ChainedEntry {
  hash: string;
}

/** PM-1. Recomputes every hash from the rows, with no help of the function that wrote them. */
const hashChain: Check = {
  name: 'hash-chain',
  rule: 'PM-1',
  async find(on) {
    let last = { number: 0n, hash: '0'.repeat(64) };
    const finding = await everyRow<ChainRow>(
      (after) => entriesAfter(on, after?.number ?? 0n),
      (entry) => {
        const wrong = wrongWith(entry, last);
        last = entry;
        return wrong;
      },
    );
    const [head] = await on.query<{ number: string; hash: string }[]>(
      `select number, encode(hash, 'hex') as hash from journal_head`,
    );
    if (head?.hash === last.hash && BigInt(head.number) === last.number) return finding;
    const difference = `The chain should end with entry ${head?.number}, but its last one is ${last.number}.`;
    return { ...finding, differences: [...finding.differences, difference] };
  },
};

function wrongWith(entry: ChainRow, last: { number: bigint; hash: string }): string[] {
  const { number, prevHash, hash } = entry;
  const computed = createHash('sha256').update(journalText(entry)).digest('hex');
  return [
    ...(number === last.number + 1n ? [] : [`Journal entry ${number} follows ${last.number}: some are missing.`]),
    ...(prevHash === last.hash ? [] : [`Journal entry ${number} doesn't continue the chain of the one before.`]),
    ...(computed === hash ? [] : [`Journal entry ${number} was changed: its content doesn't have its hash.`]),
  ];
}

async function entriesAfter(on: EntityManager, number: bigint): Promise<ChainRow[]> {
  const rows = await on.query<
    (Omit<ChainRow, 'number' | 'postings'> & {
      number: string;
      postings: { id: string; account: string; ownerId: string; currency: string; minor: string }[] | null;
    })[]
  >(
    `select number, id, kind, reference, at, actor_id as "actorId", encode(prev_hash, 'hex') as "prevHash",
       encode(hash, 'hex') as hash, (
         select jsonb_agg(jsonb_build_object('id', id, 'account', account, 'ownerId', owner_id, 'currency', currency,
           'minor', amount_minor::text)) from postings where journal_id = journal.id) as postings
     from journal where number > $1 order by number limit 1000`,
    [number.toString()],
  );
  return rows.map(({ postings, ...row }) => ({
    ...row,
    number: BigInt(row.number),
    postings: (postings ?? []).map(({ minor, ...posting }) => ({ ...posting, amountMinor: BigInt(minor) })),
  }));
}

export const ledgerChecks: readonly Check[] = [postingsBalance, balancesExplained, nobodyOwes, stepsBelong, hashChain];
