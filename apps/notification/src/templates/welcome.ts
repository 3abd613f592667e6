import { placementEvents } from '#libs/contracts';
import { exampleTerms, ids } from './examples.js';
import { expectationsOf, firstDayOf } from './expectations.rules.js';
import { facts, letter, link, list, paragraph } from './letter.js';
import { ours, say, type Sentence } from './sentence.js';
import { boardOf, type DataOf, type Known, type Person, template } from './template.js';
import { onDay, when } from './words.rules.js';

type Activated = typeof placementEvents.placementActivated;

const example: DataOf<Activated> = {
  ...ids,
  title: 'Storefront',
  clientName: 'Blue Heron',
  expertName: 'Ana Šimić',
  programme: 'client-based',
  programmeVersion: 1,
  terms: exampleTerms,
};

const channels = { board: 'the board', email: 'e-mail', chat: 'chat' } as const;

const named = (person: Person | null, otherwise: string): string | Sentence =>
  person ? say`${person.name}, ${person.email}` : otherwise;

/** In the reader's zone, and in the contract's when that is another. */
function firstDay({ terms }: DataOf<Activated>, { reader }: Known): string {
  const start = firstDayOf(terms);
  if (!start) return onDay(terms.startsOn);
  const zones = [...new Set([reader.timeZone, terms.timeZone])];
  return zones.map((zone) => when(start, zone)).join('; ');
}

const who = (data: DataOf<Activated>, known: Known) =>
  facts(
    ['Placement', say`${data.title}`],
    ['Client', say`${data.clientName}`],
    ['Expert', say`${data.expertName}`],
    ['First day', firstDay(data, known)],
    ['Account executive', named(known.accountExecutive, 'will be named soon')],
    ['Team lead', named(known.teamLead, 'will be named soon')],
    ['Board', boardOf(known, data.placementId)],
    ['Channel', `${channels[data.terms.channel]}, with a copy on the board`],
  );

/** What the terms say, and what the contract adds in its own words. */
const expected = ({ terms }: DataOf<Activated>): (string | Sentence)[] => [
  ...expectationsOf(terms),
  ...terms.expectations.map(({ text }) => say`${text}`),
];

const early = 'Early is always right; nobody is blamed for saying it.';

const problem = (person: Person | null): Sentence =>
  person
    ? say`Something is wrong, late, or just feels wrong? Write to ${person.name} (${person.email}). ${ours(early)}`
    : say`Something is wrong, late, or just feels wrong? Say it on the board. ${ours(early)}`;

export const welcomeClient = template<Activated>({
  name: 'welcome-client',
  topic: 'placements',
  rule: 'PL-15',
  description: 'To the client’s users and contacts when a placement is activated',
  example,
  write: (data, known) =>
    letter(
      say`Welcome: ${data.expertName} works with you on ${data.title}`,
      paragraph(say`Welcome to Shoreline. ${data.expertName} is ready to work with ${data.clientName}.`),
      who(data, known),
      list('What you can expect', expected(data)),
      list('Your checklist', [
        'Give access to the tools and repositories that are needed, by a way that keeps secrets secret.',
        'Name your stakeholders, with names, e-mail addresses and phone numbers.',
        'Tell us the channel on which you want to hear from us.',
        'Invite your colleagues to the board.',
      ]),
      list('How to report a problem', [
        problem(known.accountExecutive),
        say`A bug: report it under ${`${known.baseUrl}/v1/bugs`} and say how bad it is. You decide that.`,
        'A question: ask it on the board, or write it as an answer to this mail.',
      ]),
      link('Open the board', boardOf(known, data.placementId)),
    ),
});

export const welcomeExpert = template<Activated>({
  name: 'welcome-expert',
  topic: 'placements',
  rule: 'PL-15',
  description: 'To the expert when its placement is activated',
  example,
  write: (data, known) =>
    letter(
      say`Welcome: you work with ${data.clientName} on ${data.title}`,
      paragraph(say`Welcome, ${known.reader.name}. Your placement with ${data.clientName} is active.`),
      who(data, known),
      list('What the client expects, in plain words', expected(data)),
      list('Your checklist', [
        'Read the expectations above, and ask about whatever is unclear.',
        'Confirm your mailbox in the network.',
        'Get access to the client’s tools.',
        'Set up your calendar with your shifts and the time zone of the client.',
        'Say a first hello to the client, in the channel above.',
      ]),
      list('How to report a problem', [
        problem(known.teamLead ?? known.accountExecutive),
        'A mistake is told to the client early: record it, and we help you with the words.',
      ]),
      link('Open the board', boardOf(known, data.placementId)),
    ),
});
