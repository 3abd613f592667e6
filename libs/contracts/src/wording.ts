import { z } from 'zod';

/**
 * What schemas say of a value by themselves, to follow the name of its field: `minutes must be a whole number`. People
 * read it, in problem documents and where a process refuses to start. What a schema says in its own words stands.
 */
export const wording: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'in the form described'}`;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin in sizes) return 'must not be empty';
      return `must ${sized(issue.origin, `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`)}`;
    case 'too_big':
      return `must ${sized(issue.origin, `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`)}`;
    case 'unrecognized_keys':
      return `must not have ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be ${oneOf(issue.options)}` : 'is none of the possible forms';
    default:
      return 'is not valid';
  }
};

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const formats: Record<string, string> = {
  email: 'an e-mail address',
  uuid: 'a UUID',
  date: 'a day such as 2026-03-02',
  datetime: 'an instant such as 2026-03-02T09:00:00Z',
  url: 'a URL',
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;

const sizes: Record<string, (bound: string) => string> = {
  string: (bound) => `be ${bound} characters long`,
  array: (bound) => `have ${bound} items`,
};

const sized = (origin: string, bound: string): string => sizes[origin]?.(bound) ?? `be ${bound}`;

z.config({ localeError: wording });
