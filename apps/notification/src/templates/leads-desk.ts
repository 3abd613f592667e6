import { referralEvents } from '#libs/contracts';
import { anId, ids, leadIds as lead } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { type DataOf, type Known, pageOf, template } from './template.js';
import { plain, when } from './words.rules.js';
import { leadLost as leadLostOf, leadWon as leadWonOf } from './leads.js';

type Events = typeof referralEvents;
type Kind = DataOf<Events['leadReviewOpened']>['kind'];

const open = (known: Known, id: string) => link('Open the lead', pageOf(known, 'leads', id));
const referrerOf = ({ referrer }: Known): string => referrer?.name ?? 'the referrer';
const from = (data: { referrerKind: string }, known: Known) =>
  ['From', say`${referrerOf(known)} (${data.referrerKind})`] as const;

const reasons: Readonly<Record<Kind, string>> = {
  'lookalike-name': 'its name looks like one we know',
  'known-person': 'the network knows its contact',
  'shared-bank-details': 'two have the same bank account',
  circle: 'two bring each other’s people',
};

export const leadRegistered = template<Events['leadRegistered']>({
  name: 'lead-registered',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To account executives and administrators when a lead came in, and what has to be looked at first',
  example: { ...lead, held: ['lookalike-name', 'known-person'], registeredBy: 'Ana Šimić' },
  write: (data, known) =>
    letter(
      data.held.length ? say`To look at: the lead ${data.companyName}` : say`A new lead: ${data.companyName}`,
      facts(from(data, known), ['Registered by', say`${data.registeredBy}`]),
      paragraph(
        data.held.length
          ? say`It is held until somebody has looked at it: ${data.held.map((kind) => reasons[kind]).join(', ')}.`
          : 'It is accepted and protected. Talk to them soon.',
      ),
      open(known, data.leadId),
    ),
});

export const leadReviewOpened = template<Events['leadReviewOpened']>({
  name: 'lead-review-opened',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To account executives and administrators when an accepted lead has to be looked at again',
  example: {
    ...lead,
    ...{ reviewId: anId, kind: 'shared-bank-details', detail: 'Blue Heron pays from the account of the referrer.' },
  },
  write: (data, known) =>
    letter(
      say`To look at: the lead ${data.companyName}, because ${reasons[data.kind]}`,
      quote(data.detail),
      facts(from(data, known), ['About', plain(data.kind)]),
      paragraph('Commission of this lead waits until it is cleared or confirmed.'),
      open(known, data.leadId),
    ),
});

export const outcomeReported = template<Events['outcomeReported']>({
  name: 'outcome-reported',
  topic: 'referrals',
  rule: 'RC-3',
  description: 'To account executives and administrators when the referrer says that a lead was won',
  example: { ...lead, reason: 'They signed today.', reportedBy: 'Ana Šimić', at: '2026-04-01T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`To confirm: ${data.companyName} is said to be won`,
      quote(data.reason),
      facts(['Said by', say`${data.reportedBy}`], ['On', when(data.at, known.reader.timeZone)]),
      paragraph('It counts, and commission is due, once the network records it.'),
      open(known, data.leadId),
    ),
});

export const leadWonDesk = template<Events['leadWon']>({
  name: 'lead-won-desk',
  topic: 'referrals',
  rule: 'RC-2',
  description: 'To the account executive of the new client: whose lead it was, and that its plan becomes the board',
  example: leadWonOf.example,
  write: (data, known) =>
    letter(
      say`Your new client ${data.companyName} was a lead of ${referrerOf(known)}`,
      facts(from(data, known), ['Planned tasks', String(data.plan.tasks.length)]),
      paragraph('The plan becomes the board of the first placement. The client knows nothing of commission.'),
      open(known, data.leadId),
    ),
});

export const leadLostDesk = template<Events['leadLost']>({
  name: 'lead-lost-desk',
  topic: 'referrals',
  rule: 'RC-3',
  description: 'To account executives and administrators when the referrer says that its lead was lost',
  example: { ...leadLostOf.example, recordedByReferrer: true },
  write: (data, known) =>
    letter(
      say`Lost: ${data.companyName}, says ${data.recordedBy}`,
      quote(data.reason),
      facts(from(data, known), ['Since', when(data.lostAt, known.reader.timeZone)]),
      open(known, data.leadId),
    ),
});

const percent = (basisPoints: number): string => `${(basisPoints / 100).toFixed(1)} %`;

export const concentrationExceeded = template<Events['concentrationExceeded']>({
  name: 'concentration-exceeded',
  topic: 'referrals',
  rule: 'PL-18',
  description: 'To administrators when one client has more than the limit of placements or revenue',
  example: {
    ...{ clientId: ids.clientId, clientName: 'Blue Heron', of: 'revenue', currency: 'EUR', shareBasisPoints: 2_250 },
    ...{ limitBasisPoints: 2_000, at: '2026-04-01T09:00:00.000Z' },
  },
  write: (data, known) =>
    letter(
      say`${data.clientName} has ${percent(data.shareBasisPoints)} of all ${data.of}${data.currency ? ` in ${data.currency}` : ''}`,
      paragraph('One client has more than the limit: too much depends on it.'),
      facts(['Share', percent(data.shareBasisPoints)], ['Limit', percent(data.limitBasisPoints)]),
      link(
        'See all clients',
        `${known.baseUrl}/v1/revenue/concentration${data.currency ? `?currency=${data.currency}` : ''}`,
      ),
    ),
});
