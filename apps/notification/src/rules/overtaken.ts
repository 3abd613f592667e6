import {
  communicationEvents,
  type EventContract,
  paymentsEvents,
  qualityEvents,
  referralEvents,
} from '#libs/contracts';
import { templates as t } from '../templates/index.js';

interface Overtaking {
  /** Once this happened … */
  event: EventContract;
  /** … these notices of the same thing are old news, where they still wait for somebody's morning or digest. */
  templates: readonly string[];
}

/** A warning that a promise may be broken helps nobody once it is broken, or kept; nor does what was asked and is done. */
export const overtakings: readonly Overtaking[] = [
  { event: communicationEvents.clockBreached, templates: [t.clockWarned.name] },
  { event: communicationEvents.clockStopped, templates: [t.clockWarned.name] },
  {
    event: qualityEvents.questionnaireAnswered,
    templates: [t.questionnaireSent.name, t.questionnaireReminded.name],
  },
  { event: qualityEvents.caseClosed, templates: [t.caseOpened.name, t.caseOverdue.name] },
  { event: referralEvents.leadWon, templates: [t.outcomeReported.name, t.protectionEnding.name] },
  { event: referralEvents.leadLost, templates: [t.outcomeReported.name, t.protectionEnding.name] },
  { event: referralEvents.protectionExtended, templates: [t.protectionEnding.name] },
  {
    event: paymentsEvents.invoicePaid,
    templates: [t.invoiceReminded.name, t.invoiceOverdue.name, t.creditUnallocated.name],
  },
  { event: qualityEvents.oneToOneHeld, templates: [t.oneToOneDue.name, t.oneToOneMissed.name] },
];

export const overtakenBy = (type: string): readonly string[] =>
  overtakings.find(({ event }) => event.type === type)?.templates ?? [];
