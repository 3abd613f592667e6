import type { z } from 'zod';
import type { Preferences } from '#libs/contracts';
import type { ServiceCalendar } from '#libs/service-clock';
import type { WorkHours } from '../directory/directory.entities.js';

/** What a person chose, or what holds until it chooses. */
export type Choice = Omit<z.output<typeof Preferences>, 'accountId' | 'version'>;

/** NT-1. Until a person chooses: Monday to Friday 9 to 17 in its own zone, by mail, everything at once. */
export const defaultChoice = (timeZone: string): Choice => ({
  timeZone,
  workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  digestAt: '09:00',
  channel: 'email',
  topics: {},
});

/**
 * CS-7. When a person may be told. By default an expert is at work in the hours of the contract that a notice is about as
 * well: with shifts from 15 to 23 a question asked at 18:00 must not wait for the next morning. What a person chose holds
 * alone. No calendars: always.
 */
export function workingCalendars(choice: Choice, chosen: boolean, contract: readonly WorkHours[]): ServiceCalendar[] {
  if (!choice.workingHours.length) return [];
  const own = { timeZone: choice.timeZone, hours: choice.workingHours, holidays: [] };
  return chosen ? [own] : [own, ...contract];
}
