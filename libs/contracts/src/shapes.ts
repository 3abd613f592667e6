import { z } from 'zod';

export const Id = z.uuid().toLowerCase().meta({ description: 'UUID', example: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10' });

/** A calendar day in the zone of whatever it belongs to; far from both ends of what a calendar can count. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day < '3000-01-01', 'must be a day from 1900 to 2999')
  .meta({ description: 'Calendar day, YYYY-MM-DD', example: '2026-03-02' });

/** Far from both ends of what a calendar can count, as a day is. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isCountable, 'must be an instant from 1900 to 2999')
  .meta({ description: 'Instant, RFC 3339', example: '2026-03-02T09:00:00.000Z' });

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
  .meta({ description: 'IANA time zone', example: 'Europe/Berlin' });

function isCountable(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear();
  return year >= 1900 && year < 3000;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Exact decimal; never a float. */
export const Money = z
  .strictObject({
    amount: z
      .string()
      .regex(/^-?\d{1,16}(\.\d{1,3})?$/, 'must be a decimal such as "85.00"')
      .meta({ example: '85.00' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
      .meta({ example: 'USD' }),
  })
  .meta({ id: 'Money', description: 'An exact amount: decimal string and ISO 4217 currency' });
export type MoneyWire = z.infer<typeof Money>;

/** Text a person typed: trimmed, no control characters, at most `max` characters. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min, 'must not be empty')
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/, 'must not contain control characters')
    .refine((typed) => typed.isWellFormed(), 'must be valid Unicode');

export const Email = z.email().max(254).toLowerCase().meta({ example: 'ann@example.com' });

/** The version of what is edited: the gateway's If-Match. */
export const Version = z.int().min(1);

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
});

/** `?sort=createdAt` ascending, `?sort=-createdAt` descending. */
export const sortBy = <const K extends string>(keys: readonly K[], byDefault: NoInfer<K> | `-${NoInfer<K>}`) =>
  z
    .enum(keys.flatMap((key): (K | `-${K}`)[] => [key, `-${key}`]))
    .optional()
    .transform((sort) => sort ?? byDefault);

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Who did it, when, why: kept with every change of state. */
export const Change = z
  .object({ state: z.string(), at: Instant, by: z.string(), byRole: z.string(), reason: z.string().nullable() })
  .meta({ id: 'Change' });
