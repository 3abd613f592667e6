import { referralEvents } from '#libs/contracts';
import { anId, ids, leadIds as lead } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { type DataOf, type Known, pageOf, template } from './template.js';
import { onDay, when } from './words.rules.js';

type Events = typeof referralEvents;

/** Who has no account gets along without it. */
const open = (known: Known, id: string) =>
  known.referrer?.hasAccount ? [link('Open the lead', pageOf(known, 'leads', id))] : [];
const until = (instant: string, known: Known) => facts(['Protected until', when(instant, known.reader.timeZone)]);

export const leadHeld = template<Events['leadRegistered']>({
  name: 'lead-held',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To the referrer when a person looks at its lead before it counts',
  example: { ...lead, held: ['lookalike-name'], registeredBy: 'Ana Šimić' },
  write: (data, known) =>
    letter(
      say`We look at your lead first: ${data.companyName}`,
      paragraph(say`We have your lead ${data.companyName}. Somebody of us reads it before it is accepted.`),
      paragraph('You needn’t do anything: we tell you what comes of it.'),
      ...open(known, data.leadId),
    ),
});

export const leadAccepted = template<Events['leadAccepted']>({
  name: 'lead-accepted',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To the referrer when its lead is accepted and protected',
  example: { ...lead, ratePercent: 25, protectedUntil: '2026-05-31T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Your lead is accepted: ${data.companyName}`,
      paragraph(say`${data.companyName} is your lead. Nobody else can register it while it is protected.`),
      until(data.protectedUntil, known),
      paragraph(
        say`If it becomes a client, your commission is ${data.ratePercent} % of what it pays, for as long as it stays.`,
      ),
      ...open(known, data.leadId),
    ),
});

export const leadRefused = template<Events['leadRefused']>({
  name: 'lead-refused',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To the referrer when its lead was refused',
  example: { ...lead, reason: 'The company was known to us before.' },
  write: (data, known) =>
    letter(
      say`Your lead was not accepted: ${data.companyName}`,
      paragraph('This is why:'),
      quote(data.reason),
      ...open(known, data.leadId),
    ),
});

const stages: Readonly<Record<DataOf<Events['leadAdvanced']>['stage'], string>> = {
  introduced: 'We met, and they know what we stand for.',
  presented: 'They have our offer and our prices.',
  planning: 'We plan the first work with them.',
};

export const leadAdvanced = template<Events['leadAdvanced']>({
  name: 'lead-advanced',
  topic: 'referrals',
  rule: 'RC-2',
  description: 'To the referrer when its lead came a stage nearer',
  example: { ...lead, stage: 'presented', note: 'They like the trial week.', at: '2026-03-12T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`A step nearer: ${data.companyName}`,
      paragraph(stages[data.stage]),
      quote(data.note),
      facts(['Since', when(data.at, known.reader.timeZone)]),
      ...open(known, data.leadId),
    ),
});

export const protectionEnding = template<Events['protectionEnding']>({
  name: 'protection-ending',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To the referrer a week before the protection of its lead ends',
  example: { ...lead, protectedUntil: '2026-05-31T09:00:00.000Z', mayExtend: true },
  write: (data, known) =>
    letter(
      say`The protection of ${data.companyName} ends soon`,
      until(data.protectedUntil, known),
      paragraph(
        data.mayExtend
          ? 'It can be extended once: show what happened so far, a mail or a date for a talk.'
          : 'It was extended before, so it ends then: another may register the company afterwards.',
      ),
      ...open(known, data.leadId),
    ),
});

export const protectionEnded = template<Events['protectionEnded']>({
  name: 'protection-ended',
  topic: 'referrals',
  rule: 'RC-1',
  description: 'To the referrer when the protection of its lead ended',
  example: { ...lead, endedAt: '2026-05-31T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`The protection of ${data.companyName} has ended`,
      paragraph('Another may register the company now. If nobody did, so may you.'),
      facts(['Ended', when(data.endedAt, known.reader.timeZone)]),
      ...open(known, data.leadId),
    ),
});

export const leadWon = template<Events['leadWon']>({
  name: 'lead-won',
  topic: 'referrals',
  rule: 'RC-3',
  description: 'To the referrer when its lead became a client',
  example: {
    ...lead,
    ...{ clientId: ids.clientId, ratePercent: 25, reason: 'They begin in April.' },
    plan: { summary: 'A shop', tasks: [{ id: anId, title: 'Basket', description: null, estimateMinutes: 600 }] },
    ...{ recordedBy: 'Ann Executive', wonAt: '2026-04-01T09:00:00.000Z' },
  },
  write: (data, known) =>
    letter(
      say`Won: ${data.companyName} is a client`,
      paragraph(say`Thank you: ${data.companyName} became a client because of you.`),
      quote(data.reason),
      facts(['Commission', say`${data.ratePercent} % of what it pays, for as long as it is a client`]),
      ...(data.referrerKind === 'expert'
        ? [paragraph('Each of its openings that fits you is yours first for a time; we tell you until when.')]
        : []),
      ...open(known, data.leadId),
    ),
});

export const leadLost = template<Events['leadLost']>({
  name: 'lead-lost',
  topic: 'referrals',
  rule: 'RC-3',
  description: 'To the referrer when the network recorded that its lead was lost',
  example: {
    ...lead,
    ...{ reason: 'They hire somebody themselves.', recordedBy: 'Ann Executive', recordedByReferrer: false },
    lostAt: '2026-04-01T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`It came to nothing this time: ${data.companyName}`,
      paragraph(say`${data.companyName} decided otherwise on ${onDay(data.lostAt.slice(0, 10))}. This is why:`),
      quote(data.reason),
      paragraph('Thank you for the introduction all the same.'),
      ...open(known, data.leadId),
    ),
});
