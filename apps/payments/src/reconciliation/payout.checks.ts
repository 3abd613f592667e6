import type { EntityManager } from 'typeorm';
import { placeOf, type PayoutState } from '../payouts/payout-states.rules.js';
import { type Check, everyRow } from './check.js';

interface PayoutRow {
  id: string;
  state: PayoutState;
  minor: string;
  /** Account to the sum of its postings. */
  posted: Record<string, string> | null;
  timesPaid: number;
}

/** PM-5, PM-12. The amount of each payout is where its state says, whole and nowhere else, and it was paid at most once. */
const payoutsPosted: Check = {
  name: 'payouts-are-where-their-states-say',
  rule: 'PM-12',
  find: (on) => everyRow<PayoutRow>((after) => payoutsAfter(on, after?.id), wrongWith),
};

function wrongWith({ id, state, minor, posted, timesPaid }: PayoutRow): string[] {
  const place = placeOf[state];
  const expected: Record<string, string> =
    place === 'expert-safe' ? {} : { 'expert-safe': minor, [place]: `-${minor}` };
  return [
    ...(sameSums(posted ?? {}, expected)
      ? []
      : [`Payout ${id} is ${state} with ${minor} minor units, but its postings are ${JSON.stringify(posted ?? {})}.`]),
    ...(timesPaid <= 1 ? [] : [`Payout ${id} was paid ${timesPaid} times.`]),
  ];
}

const sameSums = (a: Record<string, string>, b: Record<string, string>): boolean =>
  [...Object.keys(a), ...Object.keys(b)].every((account) => a[account] === b[account]);

function payoutsAfter(on: EntityManager, id = '00000000-0000-0000-0000-000000000000'): Promise<PayoutRow[]> {
  return on.query<PayoutRow[]>(
    `select payout.id, state, amount_minor as minor, (
       select jsonb_object_agg(account, minor::text) from (
         select account, sum(postings.amount_minor) as minor
         from journal join postings on journal_id = journal.id
         where reference = payout.id group by account having sum(postings.amount_minor) <> 0
       ) sums) as posted, (
       select count(*)::integer from payout_changes change where change.payout_id = payout.id and change.state = 'paid'
     ) as "timesPaid"
     from payouts payout where payout.id > $1 order by payout.id limit 2000`,
    [id],
  );
}

export const payoutChecks: readonly Check[] = [payoutsPosted];
