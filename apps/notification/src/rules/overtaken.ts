import { communicationEvents, type EventContract } from '#libs/contracts';
import { templates as t } from '../templates/index.js';

interface Overtaking {
  /** Once this happened … */
  event: EventContract;
  /** … these notices of the same thing are old news, where they still wait for somebody's morning or digest. */
  templates: readonly string[];
}

/** A warning that a promise may be broken helps nobody once it is broken, or kept. */
export const overtakings: readonly Overtaking[] = [
  { event: communicationEvents.clockBreached, templates: [t.clockWarned.name] },
  { event: communicationEvents.clockStopped, templates: [t.clockWarned.name] },
];

export const overtakenBy = (type: string): readonly string[] =>
  overtakings.find(({ event }) => event.type === type)?.templates ?? [];
