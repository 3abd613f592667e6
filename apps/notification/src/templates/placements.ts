import { placementEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, expertOf, pageOf, template, titleOf } from './template.js';
import { onDay, when } from './words.rules.js';

type Events = typeof placementEvents;

export const expertSuggested = template<Events['expertSuggested']>({
  name: 'expert-suggested',
  topic: 'placements',
  rule: 'PL-6',
  description: 'To the expert whom the team suggests for an opening; the expert decides',
  example: { openingId: anId, offerId: anId, expertId: ids.expertId, clientId: ids.clientId },
  write: (data, known) =>
    letter(
      say`We suggested you for ${titleOf(known)}`,
      paragraph(say`${clientOf(known)} looks for somebody for ${titleOf(known)}, and we thought of you.`),
      paragraph('Nothing happens unless you accept. You can also decline, without giving a reason.'),
      link('Look at it, accept or decline', pageOf(known, 'offers', data.offerId)),
    ),
});

const selection = {
  example: {
    ...ids,
    openingId: anId,
    offerId: anId,
    programme: 'client-based' as const,
    readyBy: '2026-03-01T12:00:00.000Z',
  },
};

export const expertSelected = template<Events['placementSelected']>({
  name: 'expert-selected',
  topic: 'placements',
  rule: 'PL-8',
  description: 'To the expert whom the client selected',
  ...selection,
  write: (data, known) =>
    letter(
      say`${clientOf(known)} chose you for ${titleOf(known)}`,
      paragraph(say`Congratulations: ${clientOf(known)} decided for you.`),
      paragraph('Next comes the contract: read it, ask about it, and agree to it when it is right for you.'),
      facts(['Everything should be ready by', when(data.readyBy, known.reader.timeZone)]),
      link('Open the placement', pageOf(known, 'placements', data.placementId)),
    ),
});

export const clientSelected = template<Events['placementSelected']>({
  name: 'client-selected',
  topic: 'placements',
  rule: 'PL-8',
  description: 'To the account executive when a client selected an expert: the 24-hour start runs (PL-10)',
  ...selection,
  write: (data, known) =>
    letter(
      say`${clientOf(known)} selected ${expertOf(known)}`,
      paragraph(say`${clientOf(known)} decided for ${expertOf(known)} for ${titleOf(known)}. The 24-hour start runs.`),
      facts(['Ready by', when(data.readyBy, known.reader.timeZone)]),
      link('Open the placement', pageOf(known, 'placements', data.placementId)),
    ),
});

export const startPromiseBroken = template<Events['startPromiseBroken']>({
  name: 'start-promise-broken',
  topic: 'promises',
  rule: 'PL-10',
  description: 'To the account executive when the expert was not ready in time',
  example: { ...ids, readyBy: '2026-03-01T12:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Start promise broken: ${clientOf(known)}, ${titleOf(known)}`,
      paragraph(say`${expertOf(known)} was to be ready for ${clientOf(known)}, and the placement is not agreed yet.`),
      facts(['Promised for', when(data.readyBy, known.reader.timeZone)]),
      link('Open the placement', pageOf(known, 'placements', data.placementId)),
    ),
});

const reason = 'The project waits for a decision on its budget.';

export const placementPaused = template<Events['placementPaused']>({
  name: 'placement-paused',
  topic: 'placements',
  rule: 'PL-9',
  description: 'To client and expert when a placement pauses',
  example: { ...ids, from: '2026-04-01', reason },
  write: (data, known) =>
    letter(
      say`${titleOf(known)} pauses from ${onDay(data.from)}`,
      paragraph(say`The placement of ${expertOf(known)} at ${clientOf(known)} pauses from ${onDay(data.from)}.`),
      paragraph('No hours are reported from that day until it resumes. Promises stop meanwhile.'),
      facts(['Reason', say`${data.reason}`]),
    ),
});

export const placementResumed = template<Events['placementResumed']>({
  name: 'placement-resumed',
  topic: 'placements',
  rule: 'PL-9',
  description: 'To client and expert when a paused placement runs again',
  example: { ...ids, from: '2026-04-15', reason: 'The budget was approved.' },
  write: (data, known) =>
    letter(
      say`${titleOf(known)} runs again from ${onDay(data.from)}`,
      paragraph(say`The placement of ${expertOf(known)} at ${clientOf(known)} runs again from ${onDay(data.from)}.`),
      facts(['Reason', say`${data.reason}`]),
    ),
});

export const placementEnded = template<Events['placementEnded']>({
  name: 'placement-ended',
  topic: 'placements',
  rule: 'PL-9',
  description: 'To client and expert when a placement ended',
  example: { ...ids, endsOn: '2026-09-01', reason: 'The work is done.' },
  write: (data, known) =>
    letter(
      say`${titleOf(known)} ended`,
      paragraph(say`The placement of ${expertOf(known)} at ${clientOf(known)} ended. Thank you for the work together.`),
      facts(['Last day', onDay(data.endsOn)], ['Reason', say`${data.reason}`]),
      paragraph('Hours up to the last day can still be reported, approved and disputed as usual.'),
    ),
});

export const placementCancelled = template<Events['placementCancelled']>({
  name: 'placement-cancelled',
  topic: 'placements',
  rule: 'PL-9',
  description: 'To expert and account executive when a selection came to nothing',
  example: { ...ids, reason: 'The client postponed the project.' },
  write: (data, known) =>
    letter(
      say`${titleOf(known)} does not begin`,
      paragraph(say`The placement of ${expertOf(known)} at ${clientOf(known)} was cancelled before it began.`),
      facts(['Reason', say`${data.reason}`]),
    ),
});
