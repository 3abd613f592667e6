import type { EntityManager } from 'typeorm';
import { type Brought, isSame, type Marks, marksOfLead } from './company-keys.rules.js';
import { sharedWith } from './bank-accounts.js';
import { marksOfOwners, peopleAt, referrersLike } from './known-people.js';
import {
  aboutCircle,
  aboutPerson,
  aboutSharedAccount,
  broughtBy,
  checkNew,
  type Concerned,
  isConcerned,
  type Suspicion,
} from './suspicion.rules.js';

/** RC-1. Refuses 422 `referral.self-referral`, 422 `referral.circle`. */
export async function checkIsNew(tx: EntityManager, lead: Concerned, company: Marks): Promise<void> {
  const { referrerId, clientId } = lead;
  const above = broughtBy(referrerId, await bringersAbove(tx, referrerId));
  const known = await marksOfOwners(tx, [referrerId, ...above]);
  const party = (id: string) => ({ id, marks: known.get(id)! });
  checkNew({ id: clientId, marks: company }, party(referrerId), above.map(party));
}

/** RC-1. What a person has to look at before a lead counts. */
export async function suspicionsOf(tx: EntityManager, lead: Concerned, company: Marks): Promise<Suspicion[]> {
  const { referrerId, clientId } = lead;
  const people = (await peopleAt(tx, company)).filter(({ id }) => id !== referrerId);
  const shared = (await sharedWith(tx, referrerId)).filter((each) => clientId === null || isConcerned(lead, each));
  return [...people.map(aboutPerson), ...shared.map(aboutSharedAccount), ...(await circles(tx, referrerId, company))];
}

/** Two who bring each other's people. */
async function circles(tx: EntityManager, id: string, company: Marks): Promise<Suspicion[]> {
  const alike = await referrersLike(tx, company, id);
  const marks = await marksOfOwners(tx, [id, ...alike]);
  const others = alike.filter((other) => isSame(company, marks.get(other)!));
  if (!others.length) return [];
  const theirs = await tx.query<(Brought & { id: string; referrerName: string })[]>(
    `select lead.id, company, contact, referrer.name as "referrerName"
     from leads lead join referrers referrer on referrer.id = referrer_id
     where referrer_id = any($1) and state not in ('lost', 'refused') order by lead.id`,
    [others],
  );
  return theirs.filter((each) => isSame(marksOfLead(each), marks.get(id)!)).map(aboutCircle);
}

async function bringersAbove(tx: EntityManager, referrerId: string): Promise<Map<string, string>> {
  const won = await tx.query<{ clientId: string; referrerId: string }[]>(
    `with recursive above as (
       select client_id, referrer_id from leads where state = 'won' and client_id = $1
       union
       select lead.client_id, lead.referrer_id
       from above join leads lead on lead.client_id = above.referrer_id and lead.state = 'won'
     )
     select client_id as "clientId", referrer_id as "referrerId" from above`,
    [referrerId],
  );
  return new Map(won.map((lead) => [lead.clientId, lead.referrerId]));
}
