import type { EntityManager } from 'typeorm';
import { crossServiceChecks } from '#libs/contracts';
import { moneyIn } from '#libs/persistence';
import { rateOn, type Rate, settleLine } from '../settlement/settlement.rules.js';
import { type ApprovedTotal, type Check, everyRow, sqlCheck } from './check.js';

/** PM-12. `hours approved = settled + waiting`, line by line. */
const settledOrWaiting = sqlCheck({
  name: 'approved-is-settled-or-waiting',
  rule: 'PM-12',
  counted: 'approved_lines',
  wrong: `
    select format('Entry %s was approved %s, settled %s and waits %s times.', entry_id, approved, settled, waiting)
      as difference
    from (
      select entry_id, sum(a) as approved, sum(s) as settled, sum(w) as waiting
      from (
        select entry_id, 1 as a, 0 as s, 0 as w from approved_lines
        union all select entry_id, 0, 1, 0 from settlement_lines
        union all select entry_id, 0, 0, 1 from waiting_lines
      ) lines group by entry_id
    ) counts
    where approved <> 1 or settled + waiting <> 1`,
});

/** PM-12. What was approved there arrived here; only this check looks at what another service says. */
const approvedThere = (approved: readonly ApprovedTotal[]): Check => ({
  name: crossServiceChecks.approvedHoursArrived,
  rule: 'PM-12',
  async find(on) {
    const rows = await on.query<{ difference: string }[]>(
      `select format('Placement %s has %s lines of %s minutes approved in the timesheet, and %s of %s here.',
         coalesce(there."placementId", here.placement_id), coalesce(there.lines, 0), coalesce(there.minutes, 0),
         coalesce(here.lines, 0), coalesce(here.minutes, 0)) as difference
       from jsonb_to_recordset($1::jsonb) as there ("placementId" uuid, lines bigint, minutes bigint)
       full join (
         select placement_id, count(*) as lines, sum(minutes) as minutes from approved_lines group by placement_id
       ) here on here.placement_id = there."placementId"
       where (coalesce(here.lines, 0), coalesce(here.minutes, 0)) <> (coalesce(there.lines, 0), coalesce(there.minutes, 0))`,
      [JSON.stringify(approved)],
    );
    return { counted: approved.length, differences: rows.map(({ difference }) => difference) };
  },
});

interface LineRow {
  entryId: string;
  placementId: string;
  workedOn: string;
  minutes: number;
  settledAt: Date;
  currency: string;
  contractNumber: number;
  payMinor: string;
  billMinor: string;
}

type KnownRate = Rate & { number: number; learntAt: Date };

/**
 * PM-3, PM-11. Every settled line again, by the rules instead of the statement that settled it: the contract in force on
 * the day worked, as far as it was known then, and the worth of the minutes.
 */
const linesRecomputed: Check = {
  name: 'settled-lines-are-their-hours',
  rule: 'PM-3',
  async find(on) {
    const rates = await knownRates(on);
    return everyRow<LineRow>(
      (after) => linesAfter(on, after?.entryId),
      (line) => wrongWith(line, rates.get(line.placementId) ?? []),
    );
  },
};

function wrongWith(line: LineRow, rates: readonly KnownRate[]): string[] {
  const known = rates.filter(({ number, learntAt }) => number === line.contractNumber || learntAt < line.settledAt);
  if (!known.some(({ effectiveFrom }) => effectiveFrom <= line.workedOn)) {
    return [`Entry ${line.entryId} of ${line.workedOn} was settled without a contract in force.`];
  }
  const rate = rateOn(known, line.workedOn);
  if (rate.number !== line.contractNumber) {
    return [`Entry ${line.entryId} was settled by contract ${line.contractNumber}, but ${rate.number} was in force.`];
  }
  const due = settleLine({ minutes: line.minutes, payRate: rate.pay, billRate: rate.bill });
  if (due.pay.minor === BigInt(line.payMinor) && due.bill.minor === BigInt(line.billMinor)) return [];
  return [
    `Entry ${line.entryId} is worth ${due.pay.minor} and ${due.bill.minor} minor units, settled were ${line.payMinor} and ${line.billMinor}.`,
  ];
}

function linesAfter(on: EntityManager, entryId = '00000000-0000-0000-0000-000000000000'): Promise<LineRow[]> {
  return on.query<LineRow[]>(
    `select line.entry_id as "entryId", settlement.placement_id as "placementId", worked_on as "workedOn",
       approved.minutes, settled_at as "settledAt", currency, contract_number as "contractNumber",
       line.pay_minor as "payMinor", line.bill_minor as "billMinor"
     from settlement_lines line
     join settlements settlement on settlement.id = settlement_id
     join approved_lines approved on approved.entry_id = line.entry_id
     where line.entry_id > $1 order by line.entry_id limit 5000`,
    [entryId],
  );
}

async function knownRates(on: EntityManager): Promise<Map<string, KnownRate[]>> {
  const rows = await on.query<
    {
      placementId: string;
      number: number;
      effectiveFrom: string;
      learntAt: Date;
      pay: string;
      payIn: string;
      bill: string;
      billIn: string;
    }[]
  >(
    `select placement_id as "placementId", number, effective_from as "effectiveFrom", learnt_at as "learntAt",
       pay_rate_minor as pay, pay_currency as "payIn", bill_rate_minor as bill, bill_currency as "billIn"
     from contracts order by placement_id, number`,
  );
  const rates = rows.map(({ pay, payIn, bill, billIn, ...row }) => ({
    ...row,
    pay: moneyIn(pay, payIn),
    bill: moneyIn(bill, billIn),
  }));
  return Map.groupBy(rates, ({ placementId }) => placementId);
}

/** PM-12. A settlement is the sum of its lines, and that is what was posted, once. */
const settlementsPosted = sqlCheck({
  name: 'settlements-are-their-lines-and-postings',
  rule: 'PM-12',
  counted: 'settlements',
  wrong: `
    select format('Settlement %s is %s lines, %s minutes, %s and %s minor units; its lines are %s, %s, %s and %s; posted were %s and %s.',
      s.id, s.lines, s.minutes, s.pay_minor, s.bill_minor, coalesce(l.lines, 0), l.minutes, l.pay, l.bill,
      coalesce(p.pay, 0), coalesce(p.bill, 0)) as difference
    from settlements s
    left join (
      select settlement_id, count(*) as lines, sum(minutes) as minutes, sum(pay_minor) as pay, sum(bill_minor) as bill
      from settlement_lines join approved_lines using (entry_id) group by settlement_id
    ) l on l.settlement_id = s.id
    left join (
      select reference, -sum(amount_minor) filter (where account = 'expert-safe') as pay,
        sum(amount_minor) filter (where account = 'client-receivable') as bill
      from journal join postings on journal_id = journal.id where kind = 'settlement' group by reference
    ) p on p.reference = s.id
    where (s.lines, s.minutes, s.pay_minor, s.bill_minor) is distinct from (l.lines, l.minutes, l.pay, l.bill)
      or (s.pay_minor, s.bill_minor) is distinct from (coalesce(p.pay, 0), coalesce(p.bill, 0))`,
});

export const settlementChecks = (approved: readonly ApprovedTotal[] | undefined): readonly Check[] => [
  ...(approved ? [approvedThere(approved)] : []),
  settledOrWaiting,
  linesRecomputed,
  settlementsPosted,
];
