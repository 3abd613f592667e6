import { type Check, sqlCheck } from './check.js';

/** PM-4. The last number given in each year is how many there are, so none is missing. */
const numbersDense = sqlCheck({
  name: 'invoice-numbers-have-no-gaps',
  rule: 'PM-4',
  counted: '(select serial from invoices where serial is not null union all select serial from credit_notes) numbered',
  wrong: `
    select format('Of %s numbers in %s the last is %s, the last given %s, and there are %s.', series, year,
      coalesce(highest, 0), coalesce(last, 0), coalesce(there, 0)) as difference
    from document_numbers full join (
      select series, year, count(distinct serial) as there, max(serial) as highest
      from (
        select 'invoice' as series, year, serial from invoices where serial is not null
        union all select 'credit-note', year, serial from credit_notes
      ) numbered group by series, year
    ) documents using (series, year)
    where (coalesce(there, 0), coalesce(highest, 0)) <> (coalesce(last, 0), coalesce(last, 0))`,
});

/** PM-12. An invoice is the sum of its lines, and what was credited of it the sum of its credit notes. */
const invoicesAreLines = sqlCheck({
  name: 'invoices-are-their-lines-and-credit-notes',
  rule: 'PM-12',
  counted: 'invoices',
  wrong: `
    select format('Invoice %s is %s lines, %s minutes and %s minor units, %s credited; its lines are %s, %s, %s and %s, its credit notes %s with %s tax.',
      coalesce(i.number, i.id::text), i.lines, i.minutes, net_minor, credited_net_minor, l.lines, l.minutes, l.net,
      l.credited, coalesce(c.net, 0), coalesce(c.tax, 0)) as difference
    from invoices i
    left join (
      select invoice_id, count(*) as lines, sum(minutes) as minutes, sum(net_minor) as net, sum(credited_minor) as credited
      from invoice_lines group by invoice_id
    ) l on l.invoice_id = i.id
    left join (
      select invoice_id, sum(net_minor) as net, sum(tax_minor) as tax from credit_notes group by invoice_id
    ) c on c.invoice_id = i.id
    where (i.lines, i.minutes, net_minor, credited_net_minor) is distinct from (l.lines, l.minutes, l.net, l.credited)
      or (credited_net_minor, credited_tax_minor) <> (coalesce(c.net, 0), coalesce(c.tax, 0))`,
});

/** PM-12. A line of an invoice is the sum of what was settled by its contract, also where it is billed again. */
const linesAreSettled = sqlCheck({
  name: 'invoice-lines-are-their-settled-lines',
  rule: 'PM-12',
  counted: 'invoice_lines',
  wrong: `
    select format('Settlement %s by contract %s is %s minutes, %s and %s minor units; on its invoice are %s, %s and %s.',
      settlement_id, contract_number, coalesce(s.minutes, 0), coalesce(s.bill, 0), coalesce(s.pay, 0),
      coalesce(l.minutes, 0), coalesce(l.net_minor, 0), coalesce(l.pay_minor, 0)) as difference
    from invoice_lines l full join (
      select settlement_id, contract_number, sum(minutes) as minutes, sum(bill_minor) as bill, sum(pay_minor) as pay
      from settlement_lines join approved_lines using (entry_id)
      where settlement_id in (
        select settlement_id from invoiced_settlements where credit_note_id is null
        union select settlement_id from invoice_lines where released_by is not null)
      group by settlement_id, contract_number
    ) s using (settlement_id, contract_number)
    where (coalesce(s.minutes, 0), coalesce(s.bill, 0), coalesce(s.pay, 0))
      <> (coalesce(l.minutes, 0), coalesce(l.net_minor, 0), coalesce(l.pay_minor, 0))`,
});

/**
 * PM-12. `settled = invoiced + waiting`: a settlement is on one invoice of its client with all of its bill, or on none.
 * Lines that are billed again count no more, and are those of an invoice that was credited for it. What waited below zero
 * may be with a credit note instead, which takes off just that.
 */
const settledIsInvoiced = sqlCheck({
  name: 'settled-is-invoiced-or-waits',
  rule: 'PM-12',
  counted: 'settlements',
  wrong: `
    select format('Settlement %s of %s minor units has %s on %s invoices.', s.id, bill_minor, coalesce(net, 0),
      coalesce(invoices, 0)) as difference
    from settlements s
    left join invoiced_settlements on settlement_id = s.id
    left join invoices i on i.id = invoice_id
    left join (
      select settlement_id, sum(net_minor) as net, count(distinct invoice_id) as invoices, min(invoice_id::text) as invoice
      from invoice_lines where released_by is null group by settlement_id
    ) l on l.settlement_id = s.id
    where ((invoice_id is null or credit_note_id is not null) and l.invoice is not null)
      or (invoice_id is not null and credit_note_id is null and (l.net, l.invoices, l.invoice, i.client_id, i.currency)
        is distinct from (s.bill_minor, 1, invoice_id::text, s.client_id, s.currency))
    union all
    select format('Line %s of invoice %s is released by %s, to be billed again by %s.', line.id, line.invoice_id, released_by, note.id)
    from invoice_lines line left join credit_notes note on note.invoice_id = line.invoice_id and bill_again
    where released_by is distinct from note.id
    union all
    select format('Credit note %s takes off %s minor units, what waited for it is %s.', number, net_minor, coalesce(bill, 0))
    from credit_notes note left join (
      select credit_note_id, s.client_id, s.currency, sum(bill_minor) as bill
      from invoiced_settlements join settlements s on s.id = settlement_id where credit_note_id is not null
      group by credit_note_id, s.client_id, s.currency
    ) taken on credit_note_id = note.id
    where (waiting or credit_note_id is not null) and (waiting, taken.client_id, taken.currency, -bill)
      is distinct from (true, note.client_id, note.currency, net_minor)`,
});

/**
 * PM-2. What was posted for an invoice is its tax, and for a credit note what it takes off, once it is issued; and the net
 * once more where it is billed again. What waited below zero took its net off when it was settled.
 */
const invoicesPosted = sqlCheck({
  name: 'invoices-and-credit-notes-are-posted',
  rule: 'PM-12',
  counted: `(select id from invoices where state <> 'draft' union all select id from credit_notes) issued`,
  wrong: `
    select format('%s %s takes %s minor units from revenue, %s from tax and %s from the client; posted were %s, %s and %s.',
      kind, number, document.net, document.tax, document.owed, coalesce(p.net, 0), coalesce(p.tax, 0), coalesce(p.owed, 0)) as difference
    from (
      select 'invoice-issued' as kind, id, client_id, number, 0 as net, -tax_minor as tax, tax_minor as owed
      from invoices where state <> 'draft'
      union all select 'credit-note', id, client_id, number, case when waiting then 0 else net_minor end, tax_minor,
        case when waiting then 0 else -net_minor end - tax_minor from credit_notes
      union all select 'bill-again', id, client_id, number, -net_minor, 0, net_minor from credit_notes where bill_again
    ) document
    left join lateral (
      select sum(amount_minor) filter (where account = 'network-revenue') as net,
        sum(amount_minor) filter (where account = 'network-tax') as tax,
        sum(amount_minor) filter (where account = 'client-receivable' and owner_id = client_id) as owed
      from journal join postings on journal_id = journal.id
      where reference = document.id and journal.kind = document.kind
    ) p on true
    where (document.net, document.tax, document.owed) <> (coalesce(p.net, 0), coalesce(p.tax, 0), coalesce(p.owed, 0))`,
});

export const invoiceChecks: readonly Check[] = [
  numbersDense,
  invoicesAreLines,
  linesAreSettled,
  settledIsInvoiced,
  invoicesPosted,
];
