import { placementEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, list, paragraph, quote } from './letter.js';
import { ours, say } from './sentence.js';
import { clientOf, type DataOf, expertOf, type Known, pageOf, template, titleOf } from './template.js';
import { plain, when } from './words.rules.js';

type Events = typeof placementEvents;

const strike = { lossId: anId, ...ids, category: 'slow-answers', group: 'communication' };
const lost: DataOf<Events['clientLost']> = {
  ...strike,
  what: 'Questions waited for two days, three weeks in a row.',
  lostAt: '2026-03-02T09:00:00.000Z',
  barred: false,
};
const openLoss = (known: Known, id: string) => link('Open the record', pageOf(known, 'losses', id));

export const clientLost = template<Events['clientLost']>({
  name: 'client-lost',
  topic: 'quality',
  rule: 'PL-13',
  description: 'To the expert who lost a client because of an issue: what is recorded, and what clears it',
  example: lost,
  write: (data, known) =>
    letter(
      say`What we recorded about ${titleOf(known)} at ${clientOf(known)}`,
      paragraph(say`${clientOf(known)} ended the placement or asked for another expert: ${plain(data.category)}.`),
      quote(data.what),
      paragraph(
        data.barred
          ? 'It is the second one of its kind, so you can’t be placed again as long as both count.'
          : 'It keeps you from nothing. It is not the end: most of us have lost a client once.',
      ),
      list('What clears it', [
        'A later placement that ends well.',
        'A later placement that runs long enough without a complaint of this kind.',
        'An administrator, who may lift it with a reason in writing.',
      ]),
      paragraph(
        'A cleared one stays in the history and no longer counts. Is something recorded wrongly? Tell your team lead.',
      ),
      openLoss(known, data.lossId),
    ),
});

export const clientLostDesk = template<Events['clientLost']>({
  name: 'client-lost-desk',
  topic: 'quality',
  rule: 'PL-13',
  description: 'To the team lead when one of its experts lost a client because of an issue',
  example: { ...lost, barred: true },
  write: (data, known) =>
    letter(
      say`Client lost: ${clientOf(known)}, ${expertOf(known)}`,
      quote(data.what),
      facts(
        ['Issue', say`${plain(data.category)}`],
        ['Placement', say`${titleOf(known)}`],
        ['Lost', when(data.lostAt, known.reader.timeZone)],
        ['Can be placed', data.barred ? 'no: the second one of its kind' : 'yes'],
      ),
      paragraph(say`${expertOf(known)} is told what is recorded and what clears it. A talk in person helps more.`),
      openLoss(known, data.lossId),
    ),
});

const because = {
  'ended-well': 'A later placement of yours ended well.',
  'ninety-days': 'A later placement of yours runs without a complaint of this kind.',
} as const;
const noLongerCounts = 'It stays in the history and no longer counts.';

export const strikeForgiven = template<Events['strikeForgiven']>({
  name: 'strike-forgiven',
  topic: 'quality',
  rule: 'PL-13',
  description: 'To the expert when a later placement cleared a lost client',
  example: { ...strike, because: 'ended-well', laterPlacementId: anId, forgivenAt: '2026-08-01T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Good news: what we recorded about ${clientOf(known)} is cleared`,
      paragraph(because[data.because]),
      paragraph(say`With that the lost client over ${plain(data.category)} is forgiven. ${ours(noLongerCounts)}`),
      paragraph('Thank you for the work that did it.'),
      openLoss(known, data.lossId),
    ),
});

export const strikeLifted = template<Events['strikeLifted']>({
  name: 'strike-lifted',
  topic: 'quality',
  rule: 'PL-13',
  description: 'To the expert when an administrator lifted a lost client',
  example: {
    ...strike,
    ...{ reason: 'The client’s project had no clear owner.', liftedBy: 'Ada Admin' },
    liftedAt: '2026-03-20T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`Good news: what we recorded about ${clientOf(known)} is lifted`,
      paragraph(say`${data.liftedBy} lifted the lost client over ${plain(data.category)}:`),
      quote(data.reason),
      paragraph(noLongerCounts),
      openLoss(known, data.lossId),
    ),
});
