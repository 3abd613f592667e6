import { type Check, sqlCheck } from './check.js';

/** PM-12. What is paid of an invoice is what was allocated to it. */
const paidIsAllocated = sqlCheck({
  name: 'paid-is-allocated',
  rule: 'PM-12',
  counted: 'allocations',
  wrong: `
    select format('Of invoice %s %s minor units are paid, allocated were %s.', coalesce(number, invoices.id::text),
      paid_minor, coalesce(allocated, 0)) as difference
    from invoices left join (
      select invoice_id, sum(amount_minor) as allocated from allocations group by invoice_id
    ) sums on invoice_id = invoices.id
    where paid_minor <> coalesce(allocated, 0)
    union all
    select format('Money of payment %s went to invoice %s of another client or currency.', payment_id, number)
    from allocations a join invoices i on i.id = invoice_id join client_payments p on p.id = payment_id
    where (p.client_id, p.currency) is distinct from (i.client_id, i.currency)
    group by payment_id, number having sum(a.amount_minor) > 0`,
});

/** PM-12. Of a payment so much is allocated and refunded as its allocations and refunds say. */
const paymentsAreSums = sqlCheck({
  name: 'payments-are-their-allocations-and-refunds',
  rule: 'PM-12',
  counted: 'client_payments',
  wrong: `
    select format('Of payment %s (%s) %s minor units are allocated and %s refunded; its allocations are %s, its refunds %s.',
      id, bank_reference, allocated_minor, refunded_minor, coalesce(allocated, 0), coalesce(refunded, 0)) as difference
    from client_payments
    left join (select payment_id, sum(amount_minor) as allocated from allocations group by payment_id) a on a.payment_id = id
    left join (select payment_id, sum(amount_minor) as refunded from refunds group by payment_id) r on r.payment_id = id
    where (allocated_minor, refunded_minor) <> (coalesce(allocated, 0), coalesce(refunded, 0))`,
});

/** PM-2. Money that came in or went back moved the cash, once; what was left when its owner was named became theirs. */
const moneyPosted = sqlCheck({
  name: 'money-in-is-posted',
  rule: 'PM-12',
  counted: `(select id from client_payments union all select id from refunds
    union all select id from payment_assignments) moved`,
  wrong: `
    select format('%s %s moved %s minor units, the cash moved by %s.', kind, id, minor, coalesce(cash, 0)) as difference
    from (
      select 'money-received' as kind, id, amount_minor as minor from client_payments
      union all select 'refund', id, -amount_minor from refunds
    ) moved
    left join lateral (
      select sum(amount_minor) as cash from journal join postings on journal_id = journal.id
      where reference = moved.id and journal.kind = moved.kind and account = 'network-cash'
    ) posted on true
    where minor <> coalesce(cash, 0)
    union all
    select format('Of payment %s %s minor units became %s, the ledger says %s.', payment_id, amount_minor,
      coalesce('those of client ' || client_id, 'nobody’s'), coalesce(posted, 0))
    from payment_assignments said
    left join lateral (
      select -sum(amount_minor) as posted from journal join postings on journal_id = journal.id
      where reference = said.id and journal.kind = 'money-assigned' and (account, owner_id) = (
        case when client_id is null then 'network-suspense' else 'client-receivable' end,
        coalesce(client_id, '00000000-0000-0000-0000-000000000000'))
    ) posted on true
    where amount_minor <> coalesce(posted, 0)`,
});

/** PM-2, PM-12. A client owes what is settled and not issued yet and what is open of its invoices, less its credit. */
const receivableExplained = sqlCheck({
  name: 'clients-owe-what-is-billed-and-open',
  rule: 'PM-12',
  counted: `account_balances where account = 'client-receivable'`,
  wrong: `
    select format('Client %s owes %s %s in minor units, but %s are to be billed, open, and not its credit.', client_id,
      coalesce(posted, 0), currency, coalesce(due, 0)) as difference
    from (
      select owner_id as client_id, currency, sum(amount_minor) as posted from postings
      where account = 'client-receivable' group by owner_id, currency
    ) ledger full join (
      select client_id, currency, sum(minor) as due
      from (
        select s.client_id, s.currency, bill_minor as minor from settlements s
        left join invoiced_settlements on settlement_id = s.id left join invoices i on i.id = invoice_id
        where i.state is null or i.state = 'draft'
        union all
        select client_id, currency, open_of(invoices) from invoices where state <> 'draft'
        union all
        select client_id, currency, allocated_minor + refunded_minor - amount_minor from client_payments
        where client_id is not null
      ) parts group by client_id, currency
    ) counted using (client_id, currency)
    where coalesce(posted, 0) <> coalesce(due, 0)`,
});

/** PM-2. What is in suspense is the money nobody was found for. */
const suspenseExplained = sqlCheck({
  name: 'suspense-is-unmatched-money',
  rule: 'PM-12',
  counted: 'client_payments where client_id is null',
  wrong: `
    select format('In suspense are %s minor units of %s, but %s are unmatched.', coalesce(posted, 0), currency,
      coalesce(unmatched, 0)) as difference
    from (
      select currency, -sum(amount_minor) as posted from postings where account = 'network-suspense' group by currency
    ) ledger full join (
      select currency, sum(amount_minor - refunded_minor) as unmatched from client_payments
      where client_id is null group by currency
    ) counted using (currency)
    where coalesce(posted, 0) <> coalesce(unmatched, 0)`,
});

const openReturns = `bank_returns back where not exists (select from refunds where bank_reference = back.bank_reference)`;

/**
 * PM-4, PM-12. What the bank took back is off its payment by the same amount. What is open yet waits for a person, never for
 * a payment that is there, by a reference it names, and has so much left.
 */
const returnsTakenBack = sqlCheck({
  name: 'returns-are-taken-back',
  rule: 'PM-12',
  counted: 'bank_returns',
  waiting: openReturns,
  wrong: `
    select format('The bank took back %s minor units of %s by %s, taken back were %s of %s.', back.amount_minor,
      back.currency, bank_reference, refund.amount_minor, refund.currency) as difference
    from bank_returns back join refunds refund using (bank_reference)
    where (back.amount_minor, back.currency) <> (refund.amount_minor, refund.currency)
    union all
    select format('The bank took back %s minor units of %s by %s, and they are still on its payment.', back.amount_minor,
      back.currency, bank_reference)
    from (select back.* from ${openReturns}) back cross join lateral (
      select min(amount_minor - refunded_minor) as left_minor, min(received_on) as received_on from client_payments
      where currency = back.currency and bank_reference = any(back.named) having count(*) = 1
    ) payment
    where back.amount_minor <= left_minor and booked_on >= received_on`,
});

export const moneyInChecks: readonly Check[] = [
  paidIsAllocated,
  paymentsAreSums,
  moneyPosted,
  receivableExplained,
  suspenseExplained,
  returnsTakenBack,
];
