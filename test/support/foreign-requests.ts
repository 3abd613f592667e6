import { randomUUID } from 'node:crypto';
import { usd } from './hiring.js';
import type { Body, Person } from './person.js';

const things = [
  ...['client', 'expert', 'opening', 'offer', 'placement', 'task', 'entry', 'sheet', 'imported'],
  ...['payout', 'settlement', 'journalEntry', 'posting'],
  ...['question', 'clock', 'bug', 'mistake', 'shift', 'meeting', 'dayOff', 'notice'],
  ...['questionnaire', 'complaint', 'oneToOne', 'englishSession', 'tip', 'clientReport', 'conductRecord', 'loss'],
  ...['terminationProposal', 'invoice', 'creditNote', 'clientPayment', 'lead', 'commission'],
] as const;
/** One id of each thing that belongs to somebody. */
export type Ids = Record<(typeof things)[number], string>;

export const unknownIds = Object.fromEntries(things.map((thing) => [thing, randomUUID()])) as Ids;

const question = { subject: 'Mine', body: 'Mine?' };
const bug = { title: 'Mine', description: 'Mine', severity: 'minor' };
const mistake = { what: 'Mine' };
const meeting = { title: 'Mine', agenda: 'Mine', startsAt: '2026-06-01T10:00:00Z', minutes: 30 };
const complaint = { category: 'slow-answers', severity: 'minor', what: 'Theirs' };
const conduct = {
  ...{ category: 'policy-breach', what: 'Theirs', happenedOn: '2026-03-10', coaching: 'Theirs' },
  evidence: [{ kind: 'policy', note: 'Theirs' }],
};
const english = { kind: 'english-session', startsAt: '2026-06-02T10:00:00Z' };
const money = { amount: usd('1.00'), receivedOn: '2026-03-09' };
const leadOf = (id: string) => ({
  ...{ company: { name: `Co ${id}`, domain: `${id}.example` }, need: 'Theirs', relation: 'Theirs' },
  contact: { name: 'Theirs', email: `sue@${id}.example` },
});
const leave = { kind: 'leave', name: 'Mine', days: ['2026-06-02'] };

/**
 * Real ids of an expert and of the client it works for, after a settlement, a question and a shift; makes what else
 * there is.
 */
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
    question: (await first(`/questions?placementId=${placementId}`)).id,
    clock: (await first(`/clocks?placementId=${placementId}`)).id,
    bug: (await admin.must('POST', '/bugs', { placementId, ...bug })).id,
    mistake: (await expert.must('POST', '/mistakes', { placementId, ...mistake })).id,
    shift: (await first(`/shifts?placementId=${placementId}`)).id,
    meeting: (await expert.must('POST', '/meetings', { placementId, ...meeting })).id,
    dayOff: (await expert.must('POST', `/placements/${placementId}/days-off`, leave)).items[0]!.id,
    notice: (await first(`/notices?recipientId=${expert.id}`)).id,
    questionnaire: (await first(`/questionnaires?placementId=${placementId}`)).id,
    complaint: (await admin.must('POST', '/complaints', { placementId, ...complaint })).id,
    oneToOne: (await admin.must('POST', '/one-to-ones', { placementId, with: 'client', notes: 'Theirs' })).id,
    englishSession: (await admin.must('POST', '/meetings', { placementId, ...meeting, ...english })).id,
    tip: (await admin.must('POST', '/tips', { expertId: expert.id, text: 'Theirs' })).id,
    conductRecord: (await admin.must('POST', '/conduct-records', { expertId: expert.id, ...conduct })).id,
    invoice: (await first(`/invoices?clientId=${String(clientId)}`)).id,
    clientPayment: (await admin.must('POST', '/client-payments', { clientId, bankReference: placementId, ...money }))
      .id,
    lead: (await expert.must('POST', '/leads', leadOf(expert.id))).id,
    // Nothing leads to these so soon; what there is not answers as what is not yours.
    ...{ clientReport: placementId, loss: placementId, terminationProposal: placementId, creditNote: placementId },
    commission: placementId,
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
  'GET /v1/payouts/:id/promise-explanation': [of('payout')],
  'GET /v1/referrers/:id/balance': [of('client')],
  'GET /v1/referrers/:id/payouts': [of('client')],
  'GET /v1/settlements': [...byOwner, where('placementId', 'placement')],
  'GET /v1/settlements/:id': [of('settlement')],
  'GET /v1/settlements/:id/lines': [of('settlement')],
  'GET /v1/receivables': [where('clientId', 'client')],
  'GET /v1/invoices': [where('clientId', 'client')],
  'GET /v1/invoices/:id': [of('invoice')],
  'GET /v1/invoices/:id/lines': [of('invoice')],
  'GET /v1/invoices/:id/entries': [of('invoice')],
  'GET /v1/invoices/:id/page': [of('invoice')],
  'GET /v1/invoices/:id/invoice.pdf': [of('invoice')],
  'GET /v1/credit-notes': [where('clientId', 'client'), where('invoiceId', 'invoice')],
  'GET /v1/credit-notes/:id': [of('creditNote')],
  'GET /v1/credit-notes/:id/page': [of('creditNote')],
  'GET /v1/credit-notes/:id/credit-note.pdf': [of('creditNote')],
  'GET /v1/clients/:id/billing-profile': [of('client')],
  'GET /v1/client-payments': [where('clientId', 'client'), where('invoiceId', 'invoice')],
  'GET /v1/client-payments/:id': [of('clientPayment')],
  'GET /v1/leads': [where('referrerId', 'expert'), where('broughtClientId', 'client')],
  'GET /v1/leads/:id': [of('lead')],
  'POST /v1/leads/:id/stages': [of('lead', { stage: 'presented', note: 'Mine' })],
  'PUT /v1/leads/:id/plan': [of('lead', { summary: 'Mine', tasks: [{ title: 'Mine', estimateMinutes: 5 }] })],
  'POST /v1/leads/:id/outcome': [of('lead', { outcome: 'lost', ...because })],
  'GET /v1/referrers/:id': [of('expert')],
  'POST /v1/referrers/:id/code': [of('expert')],
  'DELETE /v1/referrers/:id/code': [of('expert')],
  'GET /v1/commissions': [
    ...[where('referrerId', 'expert'), where('leadId', 'lead'), where('broughtClientId', 'client')],
  ],
  'GET /v1/commissions/:id': [of('commission')],
  'GET /v1/referrers/:id/commission-statement': [of('expert')],
  'POST /v1/openings/:id/first-refusal/waiver': [of('opening', {})],
  'GET /v1/questions': [...byOwner, where('placementId', 'placement')],
  'POST /v1/questions': [({ placement }) => ({ body: { placementId: placement, ...question } })],
  'GET /v1/questions/:id': [of('question')],
  'POST /v1/questions/:id/answers': [of('question', { body: 'Mine', estimate: { minutes: 1 } })],
  'POST /v1/questions/:id/checking': [of('question', { body: 'Mine' })],
  'POST /v1/questions/:id/research': [of('question', { body: 'Mine', nextUpdateAt: '2026-06-01T10:00:00Z' })],
  'POST /v1/questions/:id/questions-back': [of('question', { body: 'Mine' })],
  'POST /v1/questions/:id/replies': [of('question', { body: 'Mine' })],
  'POST /v1/questions/:id/reopening': [of('question', because)],
  'POST /v1/questions/:id/closing': [of('question', { action: 'none', note: 'Mine' })],
  'POST /v1/community-questions/:id/help': [of('question', { body: 'Mine' })],
  'GET /v1/bugs': [...byOwner, where('placementId', 'placement')],
  'POST /v1/bugs': [({ placement }) => ({ body: { placementId: placement, ...bug } })],
  'GET /v1/bugs/:id': [of('bug')],
  'PUT /v1/bugs/:id/severity': [of('bug', { severity: 'production', ...because })],
  'POST /v1/bugs/:id/workaround': [of('bug', { text: 'Mine' })],
  'POST /v1/bugs/:id/fix': [of('bug', { text: 'Mine' })],
  'POST /v1/bugs/:id/questions': [of('bug', { text: 'Mine' })],
  'POST /v1/bugs/:id/answers': [of('bug', { text: 'Mine' })],
  'POST /v1/bugs/:id/closing': [of('bug', {})],
  'POST /v1/bugs/:id/reopening': [of('bug', { text: 'Mine' })],
  'GET /v1/mistakes': [...byOwner, where('placementId', 'placement')],
  'POST /v1/mistakes': [({ placement }) => ({ body: { placementId: placement, ...mistake } })],
  'GET /v1/mistakes/:id': [of('mistake')],
  'POST /v1/mistakes/:id/disclosure': [of('mistake', { message: 'Mine' })],
  'POST /v1/mistakes/:id/remedy': [of('mistake', { remedy: 'Mine' })],
  'GET /v1/clocks': [...byOwner, where('placementId', 'placement'), where('subjectId', 'question')],
  'GET /v1/clocks/:id': [of('clock')],
  'GET /v1/clocks/:id/explanation': [of('clock')],
  'GET /v1/coverages': byOwner,
  'GET /v1/placements/:id/coverage': [of('placement')],
  'GET /v1/placements/:id/calendar': [({ placement }) => ({ id: placement, query: '?from=2026-03-16&to=2026-03-20' })],
  'GET /v1/placements/:id/days-off': [of('placement')],
  'POST /v1/placements/:id/days-off': [of('placement', leave)],
  'POST /v1/placements/:id/days-off/:dayOffId/removal': [of('placement', because)],
  'GET /v1/shifts': [...byOwner, where('placementId', 'placement')],
  'GET /v1/shifts/:id': [of('shift')],
  'POST /v1/shifts/:id/check-in': [of('shift', {})],
  'POST /v1/shifts/:id/updates': [of('shift', { text: 'Mine' })],
  'POST /v1/shifts/:id/breaks': [of('shift', { expectedMinutes: 5 })],
  'POST /v1/shifts/:id/return': [of('shift', {})],
  'GET /v1/presence-facts': [where('expertId', 'expert'), where('placementId', 'placement')],
  'GET /v1/meetings': [...byOwner, where('placementId', 'placement')],
  'POST /v1/meetings': [({ placement }) => ({ body: { placementId: placement, ...meeting } })],
  'GET /v1/meetings/:id': [of('meeting')],
  'PATCH /v1/meetings/:id': [of('meeting', { title: 'Mine' })],
  'POST /v1/meetings/:id/cancellation': [of('meeting', because)],
  'POST /v1/meetings/:id/notes': [of('meeting', { notes: 'Mine' })],
  'GET /v1/meetings/:id/calendar.ics': [of('meeting')],
  'GET /v1/notices': [where('recipientId', 'expert'), where('aboutId', 'placement')],
  'GET /v1/notices/:id': [of('notice')],
  'GET /v1/losses/:id': [of('loss')],
  'GET /v1/experts/:id/strikes': [of('expert')],
  'GET /v1/conduct-records': [where('expertId', 'expert')],
  'GET /v1/conduct-records/:id': [of('conductRecord')],
  'POST /v1/conduct-records/:id/answers': [of('conductRecord', { text: 'Mine' })],
  'GET /v1/termination-proposals': [where('expertId', 'expert')],
  'GET /v1/termination-proposals/:id': [of('terminationProposal')],
  'POST /v1/termination-proposals/:id/appeal': [of('terminationProposal', { text: 'Mine' })],
  'GET /v1/questionnaires': [where('clientId', 'client'), where('placementId', 'placement')],
  'GET /v1/questionnaires/:id': [of('questionnaire')],
  'PUT /v1/questionnaires/:id/answer': [
    ({ questionnaire: id, placement }) => ({ id, body: { items: [{ placementId: placement, score: 0 }] } }),
  ],
  'GET /v1/nps': (['client', 'expert'] as const).map((scope) => (ids) => ({
    query: `?scope=${scope}&id=${ids[scope]}`,
  })),
  'GET /v1/complaints': [where('expertId', 'expert'), where('placementId', 'placement')],
  'GET /v1/complaints/:id': [of('complaint')],
  'GET /v1/placements/:id/metrics': [of('placement')],
  'GET /v1/awards': [where('expertId', 'expert')],
  'GET /v1/experts/:id/award-standing': [of('expert')],
  'GET /v1/one-to-ones': [...byOwner, where('placementId', 'placement')],
  'GET /v1/one-to-ones/:id': [of('oneToOne')],
  'GET /v1/english-sessions': [where('expertId', 'expert')],
  'GET /v1/english-sessions/:id': [of('englishSession')],
  'GET /v1/experts/:id/english': [of('expert')],
  'GET /v1/tips': [where('expertId', 'expert')],
  'GET /v1/tips/:id': [of('tip')],
  'POST /v1/tips/:id/reading': [of('tip', {})],
  'GET /v1/client-reports': [where('clientId', 'client')],
  'GET /v1/client-reports/:id': [of('clientReport')],
  'GET /v1/client-reports/:id/page': [of('clientReport')],
  'GET /v1/client-reports/:id/report.pdf': [of('clientReport')],
  // What staff alone does: a team lead for its own people.
  'GET /v1/losses': [where('expertId', 'expert'), where('clientId', 'client')],
  'POST /v1/conduct-records': [({ expert }) => ({ body: { expertId: expert, ...conduct } })],
  'GET /v1/cases': [...byOwner, where('placementId', 'placement')],
  'POST /v1/complaints/:id/coaching-sessions': [
    of('complaint', { heldAt: '2026-03-16T10:00:00Z', notes: 'Mine', agreed: 'Mine' }),
  ],
  'POST /v1/one-to-ones': [({ placement }) => ({ body: { placementId: placement, with: 'expert', notes: 'Mine' } })],
  'GET /v1/one-to-ones/summary': [where('placementId', 'placement'), ...byOwner],
  'POST /v1/one-to-ones/:id/holding': [of('oneToOne', { notes: 'Mine' })],
  'PATCH /v1/one-to-ones/:id': [of('oneToOne', { notes: 'Mine' })],
  'POST /v1/english-sessions/:id/attendance': [of('englishSession', { attended: true })],
  'POST /v1/tips': [({ expert }) => ({ body: { expertId: expert, text: 'Mine' } })],
  'GET /v1/churn-risks': byOwner,
  'GET /v1/placements/:id/churn-risk': [of('placement')],
  'GET /v1/evidence': (
    ['entry', 'settlement', 'journalEntry', 'posting', 'payout', 'invoice', 'clientPayment', 'commission'] as const
  ).map((thing) => where(`${thing}Id`, thing)),
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
          return [method, path.replace(':id', id).replace(':dayOffId', ids.dayOff) + query, body];
        },
      ];
    }),
);
