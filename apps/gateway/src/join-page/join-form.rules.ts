import { z } from 'zod';
import { LeadByCode } from '#libs/contracts';
import type { FieldError } from '#libs/errors';

export interface JoinField {
  name: string;
  /** Where it goes in a lead. */
  path: string;
  label: string;
  /** What it is, in a sentence about it. */
  says: string;
  kind: 'text' | 'email' | 'tel' | 'lines';
  required: boolean;
  max: number;
  hint?: string;
  /** For browsers that fill in by themselves. */
  autocomplete?: string;
}

const field = (
  name: string,
  path: string,
  label: string,
  says: string,
  max: number,
  more: Partial<JoinField> = {},
): JoinField => ({
  ...{ name, path, label, says, kind: 'text', required: true, max },
  ...more,
});

/** What the page asks, in its order. */
export const joinGroups: readonly { title: string; fields: readonly JoinField[] }[] = [
  {
    title: 'The company',
    fields: [
      field('company', 'company.name', 'Its name', 'The name of the company', 200),
      field('domain', 'company.domain', 'Its website', 'The website', 253, {
        ...{ required: false, hint: 'Such as blueheron.example' },
      }),
      field('need', 'need', 'What do they look for?', 'What they look for', 5_000, { kind: 'lines' }),
    ],
  },
  {
    title: 'Whom we may talk to there',
    fields: [
      field('contact', 'contact.name', 'Name', 'The name of the contact', 120),
      field('email', 'contact.email', 'E-mail address', 'The e-mail address', 254, { kind: 'email' }),
      field('phone', 'contact.phone', 'Phone', 'The phone number', 40, { kind: 'tel', required: false }),
      field('title', 'contact.title', 'What they do there', 'What they do there', 80, { required: false }),
    ],
  },
  {
    title: 'You',
    fields: [
      field('you', 'filledInBy', 'Your name', 'Your name', 120, { autocomplete: 'name' }),
      field('relation', 'relation', 'How do you know them?', 'How you know them', 2_000, { kind: 'lines' }),
    ],
  },
];
const fields = joinGroups.flatMap((group) => group.fields);

/** Nobody sees it, so no person fills it in. */
export const trapField = 'homepage';

/** Hidden: which page it was sent from. */
export const formField = 'form';

/** What stands in the fields by their names; no entry is an empty field. */
export type Fields = Readonly<Record<string, string>>;
/** What is wrong with each field, by its name, in the order of the page; `''` is the form as a whole. */
export type Wrong = Readonly<Record<string, string>>;

/** What a browser sent, as far as the form has such fields; of a field sent twice the first. */
export function fieldsSent(body: unknown): Fields {
  const sent = (body ?? {}) as Record<string, unknown>;
  const entries = fields.flatMap(({ name }) => {
    const value = [sent[name]].flat()[0];
    // A browser ends lines in a form with CR LF, and counts them as one character.
    return typeof value === 'string' && value.trim() ? [[name, value.replaceAll('\r\n', '\n').trim()] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The page a form was sent from; of a field sent twice the first, `''` when it names none. */
export function formSent(body: unknown): string {
  const value = [((body ?? {}) as Record<string, unknown>)[formField]].flat()[0];
  return typeof value === 'string' ? value : '';
}

/** A program that fills in all it finds. */
export const isTrapped = (body: unknown): boolean => {
  const value = ((body ?? {}) as Record<string, unknown>)[trapField];
  return value !== undefined && value !== '';
};

export type Read = { lead: z.output<typeof LeadByCode> } | { wrong: Wrong };

/**
 * RC-1. The lead that a form stands for: `{ company: 'Gull', contact: 'Gil', email: 'gil@gull.example', … }` is
 * `{ company: { name: 'Gull' }, contact: { name: 'Gil', email: 'gil@gull.example' }, … }`.
 */
export function leadOf(typed: Fields): Read {
  const lead: Record<string, unknown> = { company: {}, contact: {} };
  for (const { name, path } of fields) {
    const [group, key] = path.split('.') as [string, string?];
    if (typed[name] === undefined) continue;
    if (key) (lead[group] as Record<string, string>)[key] = typed[name];
    else lead[group] = typed[name];
  }
  const read = LeadByCode.safeParse(lead);
  if (read.success) return { lead: read.data };
  return {
    wrong: wrongFields(
      typed,
      read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
    ),
  };
}

/** Errors by their path in the lead, ours or a service's, at the fields they are about, in the order of the page. */
export function wrongFields(typed: Fields, errors: readonly FieldError[]): Wrong {
  const known = fields.flatMap(({ name, path, says, kind }) => {
    const error = errors.find((each) => each.field === path);
    if (!error) return [];
    if (typed[name] === undefined) return [[name, `${says} is missing.`] as const];
    const isUnread = kind === 'email' && !z.email().safeParse(typed[name]).success;
    return [[name, `${says} ${isUnread ? 'must be one such as gil@gull.example' : error.message}.`] as const];
  });
  const others = errors.filter((error) => !fields.some(({ path }) => path === error.field));
  const whole = others.map(({ field: path, message }) => `${path} ${message}`).join('; ');
  return Object.fromEntries([...known, ...(whole ? [['', whole] as const] : [])]);
}
