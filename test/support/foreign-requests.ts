import { randomUUID } from 'node:crypto';
import { usd } from './hiring.js';
import type { Body, Person } from './person.js';

const things = [
  ...['client', 'expert', 'opening', 'offer', 'placement', 'task', 'entry', 'sheet', 'imported'],
  ...['payout', 'settlement', 'journalEntry', 'posting'],
] as const;
/** One id of each thing that belongs to somebody. */
export type Ids = Record<(typeof things)[number], string>;

export const unknownIds = Object.fromEntries(things.map((thing) => [thing, randomUUID()])) as Ids;

/** Real ids of an expert and of the client it works for, after a settlement; makes an import and a payout. */
export async function idsOf(admin: Person, expert: Person, placementId: string): Promise<Ids> {
  const first = async (path: string): Promise<Body> => (await admin.must('GET', path)).items[0]!;
  const { clientId, openingId } = await admin.must('GET', `/placements/${placementId}`);
  const settlement = await first(`/settlements?placementId=${placementId}`);
  const journalEntry = await first(`/journal?reference=${settlement.id}`);
  const entry = await first(`/entries?placementId=${placementId}`);
  const file = 'Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n';
  return {
    client: String(clientId),
    expert: expert.id,
    opening: String(openingId),
    offer: (await first(`/offers?openingId=${String(openingId)}`)).id,
    placement: placementId,
    task: String(entry.taskId),
    entry: entry.id,
    sheet: String(entry.sheetId),
    imported: (await expert.must('POST', `/boards/${placementId}/imports`, { file })).id,
    payout: (await expert.must('POST', '/payouts', { amount: usd('1.00') })).id,
    settlement: settlement.id,
    journalEntry: journalEntry.id,
    posting: (journalEntry.postings as Body[])[0]!.id,
  };
}

type About = (ids: Ids) => { id?: string; query?: string; body?: unknown };
export type ForeignRequest = (ids: Ids) => [method: string, path: string, body: unknown];

const of =
  (thing: keyof Ids, body?: unknown): About =>
  (ids) => ({ id: ids[thing], body });
const where =
  (filter: string, thing: keyof Ids): About =>
  (ids) => ({ query: `?${filter}=${ids[thing]}` });
const byOwner = [where('clientId', 'client'), where('expertId', 'expert')];

const because = { reason: 'Because.' };
const offer = { payRate: usd('40.00'), hoursPerWeek: 10, earliestStart: '2026-04-06' };
const opening = {
  ...{ programme: 'network', title: 'Mine', description: 'Mine', engagementKind: 'hourly', hoursPerWeek: 5 },
  ...{ startsOn: '2026-04-06', durationMonths: 3, rateZone: 'eu-asia', budgetRate: usd('60.00') },
  skills: [{ name: 'React', minimumYears: 1 }],
};
const bank = { kind: 'us', holder: 'Mallory', routingNumber: '021000021', accountNumber: '1' };
const file = 'Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n2026-03-16,C,P,T,,1.0,Mallory,M\n';

/** Every place of a route's path, query or body where the id of something can be named that belongs to others. */
const places: Record<string, About[]> = {
  'GET /v1/clients/:id': [of('client')],
  'POST /v1/clients/:id/contacts': [of('client', { name: 'Mallory', email: 'm@evil.example' })],
  'GET /v1/experts/:id': [of('expert')],
  'PATCH /v1/experts/:id': [of('expert', { payRate: usd('1.00') })],
  'POST /v1/openings': [({ client }) => ({ body: { ...opening, clientId: client } })],
  'GET /v1/openings': [where('clientId', 'client')],
  'GET /v1/openings/:id': [of('opening')],
  'POST /v1/openings/:id/withdrawal': [of('opening', because)],
  'POST /v1/openings/:id/offers': [of('opening', offer)],
  'GET /v1/openings/:id/ranking': [of('opening')],
  'GET /v1/offers': [where('openingId', 'opening'), where('expertId', 'expert')],
  'GET /v1/offers/:id': [of('offer')],
  'POST /v1/offers/:id/acceptance': [of('offer', offer)],
  'POST /v1/offers/:id/refusal': [of('offer', {})],
  'POST /v1/offers/:id/withdrawal': [of('offer', {})],
  'POST /v1/selections': [(ids) => ({ body: { offerId: ids.offer } })],
  'GET /v1/placements': byOwner,
  'GET /v1/placements/:id': [of('placement')],
  'GET /v1/placements/:id/contracts': [of('placement')],
  'GET /v1/placements/:id/contracts/:number': [of('placement')],
  'POST /v1/placements/:id/contracts/:number/agreements': [of('placement', {})],
  'GET /v1/boards': byOwner,
  'GET /v1/boards/:id': [of('placement')],
  'GET /v1/boards/:id/tasks': [of('placement')],
  'POST /v1/boards/:id/tasks': [of('placement', { title: 'Mine' })],
  'GET /v1/boards/:id/sprints/:week': [of('placement')],
  'PUT /v1/boards/:id/sprints/:week/goals': [of('placement', { goals: 'Mine' })],
  'POST /v1/boards/:id/imports': [of('placement', { file })],
  'GET /v1/tasks/:id': [of('task')],
  'PATCH /v1/tasks/:id': [of('task', { title: 'Mine' })],
  'PUT /v1/tasks/:id/column': [of('task', { column: 'done' })],
  'PUT /v1/tasks/:id/sprint': [of('task', { week: '2026-03-16' })],
  'GET /v1/entries': [
    ...byOwner,
    ...[where('placementId', 'placement'), where('sheetId', 'sheet'), where('taskId', 'task')],
  ],
  'POST /v1/entries': [({ task }) => ({ body: { taskId: task, day: '2026-03-16', minutes: 5 } })],
  'GET /v1/entries/:id': [of('entry')],
  'PATCH /v1/entries/:id': [of('entry', { note: 'Mine' })],
  'DELETE /v1/entries/:id': [of('entry')],
  'POST /v1/entries/:id/corrections': [of('entry', { minutes: 1, note: 'Mine' })],
  'POST /v1/entries/:id/dispute-answers': [of('entry', { answer: 'Mine' })],
  'POST /v1/timer': [({ task }) => ({ body: { taskId: task } })],
  'GET /v1/imports/:id': [of('imported')],
  'POST /v1/imports/:id/commit': [of('imported')],
  'GET /v1/sheets': [...byOwner, where('placementId', 'placement')],
  'POST /v1/sheets': [({ placement }) => ({ body: { placementId: placement, week: '2026-03-09' } })],
  'GET /v1/sheets/:id': [of('sheet')],
  'POST /v1/sheets/:id/reviews': [of('sheet', { approveRest: true })],
  'POST /v1/sheets/:id/returns': [of('sheet', because)],
  'GET /v1/experts/:id/balances': [of('expert')],
  'GET /v1/experts/:id/timeline': [of('expert')],
  'GET /v1/experts/:id/timeline.csv': [of('expert')],
  'GET /v1/experts/:id/bank-details': [of('expert')],
  'PUT /v1/experts/:id/bank-details': [of('expert', bank)],
  'GET /v1/payouts': [where('expertId', 'expert')],
  'POST /v1/payouts': [({ expert }) => ({ body: { expertId: expert, amount: usd('1.00') } })],
  'GET /v1/payouts/:id': [of('payout')],
  'POST /v1/payouts/:id/cancellation': [of('payout', because)],
  'GET /v1/settlements': [...byOwner, where('placementId', 'placement')],
  'GET /v1/settlements/:id': [of('settlement')],
  'GET /v1/settlements/:id/lines': [of('settlement')],
  'GET /v1/receivables': [where('clientId', 'client')],
  'GET /v1/evidence': (['entry', 'settlement', 'journalEntry', 'posting', 'payout'] as const).map((thing) =>
    where(`${thing}Id`, thing),
  ),
};

/** Routes of the access table with what they can be asked about others. */
export const foreignRequests: [route: string, request: ForeignRequest][] = Object.entries(places).flatMap(
  ([route, abouts]) =>
    abouts.map((about): [string, ForeignRequest] => {
      const [method = '', template = ''] = route.replace('/v1', '').split(' ');
      const path = template.replace(':week', '2026-03-09').replace(':number', '1');
      return [
        route,
        (ids) => {
          const { id = '', query = '', body } = about(ids);
          return [method, path.replace(':id', id) + query, body];
        },
      ];
    }),
);
