import { z } from 'zod';
import { command, query } from '../contract.js';
import { ServiceHours } from '../placement/index.js';
import { Id, TimeZone, Version } from '../shapes.js';

// What a person wants to be told, when and how (NT-1)

export const NoticeTopic = z
  .enum([
    ...([
      'placements',
      'hours',
      'questions',
      'promises',
      'presence',
      'mistakes-and-bugs',
      'meetings',
      'money',
    ] as const),
    ...(['questionnaires', 'quality', 'referrals'] as const),
  ])
  .meta({ id: 'NoticeTopic' });
const delivery = z.enum(['at-once', 'digest', 'off']).meta({ description: 'A breach always goes out at once' });

const preferences = {
  timeZone: TimeZone,
  workingHours: z
    .array(ServiceHours)
    .max(50)
    .meta({ description: 'Nothing but a breach goes out outside of them (CS-7); always when empty' }),
  digestAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 08:30')
    .meta({ example: '08:30' }),
  channel: z.enum(['email', 'chat']),
  topics: z.partialRecord(NoticeTopic, delivery).meta({ description: 'What is not named goes out at once' }),
};
export const Preferences = z.object({ accountId: Id, ...preferences, version: Version }).meta({ id: 'Preferences' });
export const PreferencesChange = z.strictObject(preferences).partial().meta({ id: 'PreferencesChange' });
/** The own ones; staff may read and set another's. */
export const getPreferences = query('notification.get-preferences', {
  input: z.object({ accountId: Id }),
  output: Preferences,
});
export const changePreferences = command('notification.change-preferences', {
  input: z.object({ accountId: Id, version: Version, change: PreferencesChange }),
  output: Preferences,
});
