import { z } from 'zod';
import { Instant } from '#libs/contracts';

export const Time = z
  .object({
    now: Instant,
    nextDue: Instant.nullable().meta({ description: 'When the next timer of any service falls due' }),
  })
  .meta({ id: 'Time' });
export type Time = z.output<typeof Time>;

export const TimeChange = z.strictObject({ now: Instant }).meta({ id: 'TimeChange' });
export type TimeChange = z.output<typeof TimeChange>;
