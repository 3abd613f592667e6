import { z } from 'zod';
import { Day, TimeZone } from '../shapes.js';

// When somebody is there (CS-1, CS-7)

const weekdays = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, 'must not name a day twice')
  .meta({ description: '1 Monday to 7 Sunday', example: [1, 2, 3, 4, 5] });

const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day such as 09:00')
  .meta({ example: '09:00' });

const hours = { days: weekdays, from: timeOfDay, to: timeOfDay.meta({ example: '17:00' }) };
const forwards = ({ from, to }: { from: string; to: string }): boolean => from < to;
const backwards = { path: ['to'], message: 'must be after from; what crosses midnight is two stretches' };

/** A stretch of some days of the week, on the clock on the wall; up to 24:00. */
export const ServiceHours = z
  .strictObject(hours)
  .refine(forwards, backwards)
  .meta({ id: 'ServiceHours', description: 'A stretch of some days of the week' });

/** A stretch in which the expert is there (CS-1); in the contract's zone unless it names its own. */
export const ShiftHours = z
  .strictObject({ ...hours, timeZone: TimeZone.optional() })
  .refine(forwards, backwards)
  .meta({ id: 'ShiftHours', description: 'A stretch in which the expert is there (CS-1)' });

export const serviceHours = z
  .array(ServiceHours)
  .min(1)
  .max(50)
  .meta({ description: 'When the clocks of promises count (CS-7)' });
export const shifts = z.array(ShiftHours).max(50).meta({ description: 'CS-1; none when presence is not agreed' });
export const holidays = z.array(Day).max(400).meta({ description: 'Days without service, in the contract’s zone' });

/** CS-9. Where the client wants to read. The board has a copy of everything. */
export const Channel = z.enum(['board', 'email', 'chat']).meta({ id: 'Channel' });
