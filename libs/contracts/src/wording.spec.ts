import { z } from 'zod';
import { Day, Email, Id, Instant } from '#libs/contracts';

const saidOf = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('what a schema says by itself', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['is missing', z.string(), undefined],
    ['must be a text', z.string(), 5],
    ['must be a text', z.string(), null],
    ['must be an object', z.object({}), 85],
    ['must be a number', z.number(), Number.NaN],
    ['must be a whole number', z.int(), 1.5],
    ['must be at least 1', z.number().min(1), 0],
    ['must be at most 1500', z.number().max(1500), 1501],
    ['must be more than 0', z.number().gt(0), 0],
    ['must not be empty', z.string().min(1), ''],
    ['must be at least 12 characters long', z.string().min(12), 'short'],
    ['must have at most 1 items', z.array(z.string()).max(1), ['a', 'b']],
    ['must be one of to-do, done', z.enum(['to-do', 'done']), 'doing'],
    ['must be iban', z.literal('iban'), 'us'],
    ['must be a UUID', Id, 'x'],
    ['must be an e-mail address', Email, 'nope'],
    ['must be a day such as 2026-03-02', Day, '2026-02-30'],
    ['must be an instant such as 2026-03-02T09:00:00Z', Instant, 'soon'],
    ['must not have foo', z.strictObject({}), { foo: 1 }],
  ])('%s', (said, schema, value) => {
    expect(saidOf(schema, value)).toContain(said);
  });

  it('names the choices of a field that decides the form', () => {
    const form = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('iban') }),
      z.object({ kind: z.literal('us') }),
    ]);
    expect(saidOf(form, { kind: 'cash' })).toEqual(['must be one of iban, us']);
  });

  it('leaves words of its own to a schema', () => {
    expect(saidOf(z.string().min(12, 'must be long'), '')).toEqual(['must be long']);
  });
});
