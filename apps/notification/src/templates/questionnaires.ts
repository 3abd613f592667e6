import { qualityEvents } from '#libs/contracts';
import { linkPath } from '#libs/links';
import { anId, ids } from './examples.js';
import { letter, link, list, paragraph } from './letter.js';
import { say, type Sentence } from './sentence.js';
import { type DataOf, type Known, template } from './template.js';
import { onDay, when } from './words.rules.js';

type Events = typeof qualityEvents;
type Asked = DataOf<Events['questionnaireSent']>;

const example: Asked = {
  questionnaireId: anId,
  clientId: ids.clientId,
  addressee: { id: ids.clientId, name: 'Carla', email: 'carla@blue-heron.example' },
  week: '2026-03-02',
  about: [{ placementId: ids.placementId, title: 'Storefront', expertName: 'Ana Šimić' }],
  closesAt: '2026-03-08T23:00:00.000Z',
};

/** One mail, however many placements it is about. */
const names = new Intl.ListFormat('en-GB');
const experts = ({ about }: Asked): Sentence =>
  say`${names.format(new Set(about.map(({ expertName }) => expertName)))}`;

/** The last minute of it, rather than the midnight after. */
const lastMinute = ({ closesAt }: Asked, { reader }: Known): string =>
  when(new Date(Date.parse(closesAt) - 1), reader.timeZone);

const askedOf = ({ about }: Asked) =>
  list(
    'It is about',
    about.map(({ title, expertName }) => say`${title}, with ${expertName}`),
  );

/** With the bare id, which opens nothing: it is signed as it leaves. */
const answer = ({ questionnaireId }: Asked, { baseUrl }: Known) =>
  link('Answer in a minute', baseUrl + linkPath('questionnaire', questionnaireId));

export const questionnaireSent = template<Events['questionnaireSent']>({
  name: 'questionnaire-sent',
  topic: 'questionnaires',
  rule: 'QN-1',
  description: 'Once a week to each contact of a client, one for all its placements: how the week was',
  example,
  write: (data, known) =>
    letter(
      say`How was your week with ${experts(data)}?`,
      paragraph(say`Hello ${known.reader.name}, how was the week of ${onDay(data.week)}?`),
      paragraph('One number is enough. If you tell us more, people read it, and act on it.'),
      askedOf(data),
      answer(data, known),
      paragraph(say`You can change your answer until ${lastMinute(data, known)}.`),
      paragraph('The link is yours alone: whoever has it can answer for you.'),
    ),
});

export const questionnaireReminded = template<Events['questionnaireReminded']>({
  name: 'questionnaire-reminded',
  topic: 'questionnaires',
  rule: 'QN-1',
  description: 'To a contact who has not answered yet: the one reminder',
  example,
  write: (data, known) =>
    letter(
      say`Still time: how was your week with ${experts(data)}?`,
      paragraph(say`Hello ${known.reader.name}, one number tells us how the week of ${onDay(data.week)} was.`),
      askedOf(data),
      answer(data, known),
      paragraph(say`There is time until ${lastMinute(data, known)}. We don’t ask again about this week.`),
      paragraph('The link is yours alone: whoever has it can answer for you.'),
    ),
});
