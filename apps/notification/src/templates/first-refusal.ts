import { placementEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, pageOf, template, titleOf } from './template.js';
import { when } from './words.rules.js';

export const firstRefusalOpened = template<typeof placementEvents.firstRefusalOpened>({
  name: 'first-refusal-opened',
  topic: 'placements',
  rule: 'RC-6',
  description: 'To the expert who brought the client, when it is first on an opening of the client',
  example: {
    openingId: anId,
    clientId: ids.clientId,
    expertId: ids.expertId,
    until: '2026-03-03T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`You are first on ${titleOf(known)}`,
      paragraph(
        say`${clientOf(known)}, whom you brought to the network, has an opening that fits you: ${titleOf(known)}.`,
      ),
      paragraph(
        'Until the time below nobody else can be selected for it. Offer in time and you are ranked for it; the client decides. If you let others go first, waive it, so that the client need not wait.',
      ),
      facts(['You are first until', when(data.until, known.reader.timeZone)]),
      link('Open the opening, offer or waive', pageOf(known, 'openings', data.openingId)),
    ),
});
