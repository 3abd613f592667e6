import type { z } from 'zod';
import { type Questionnaire, QuestionnaireAnswer, ScoreKey } from '#libs/contracts';
import type { FieldError } from '#libs/errors';

export type Asked = Pick<z.output<typeof Questionnaire>, 'items' | 'comment'>;
/** What stands in the fields of the form, by their names; no entry is an empty field. */
export type Fields = Readonly<Record<string, string>>;
/** What is wrong with each field, by its name, in the order of the page; `''` is the form as a whole. */
export type Wrong = Readonly<Record<string, string>>;

export const scoreField = (placementId: string): string => `score-${placementId}`;
export const detailField = (placementId: string, key: string): string => `${key}-${placementId}`;
export const commentField = 'comment';

/** What was answered before, as it stands in the form when the page is opened. */
export function fieldsOf({ items, comment }: Asked): Fields {
  const scores = items.flatMap(({ placementId, score, scores: details }) => [
    ...(score === null ? [] : [[scoreField(placementId), `${score}`] as const]),
    ...Object.entries(details).map(([key, value]) => [detailField(placementId, key), `${value}`] as const),
  ]);
  return Object.fromEntries([...scores, ...(comment ? [[commentField, comment] as const] : [])]);
}

/** What a browser sent, as far as the form has such fields; of a field sent twice the first. */
export function fieldsSent({ items }: Asked, body: unknown): Fields {
  const sent = (body ?? {}) as Record<string, unknown>;
  const names = items.flatMap(({ placementId }) => [
    scoreField(placementId),
    ...ScoreKey.options.map((key) => detailField(placementId, key)),
  ]);
  const entries = [...names, commentField].flatMap((name) => {
    const value = [sent[name]].flat()[0];
    // A browser ends lines in a form with CR LF, and counts them as one character.
    return typeof value === 'string' && value ? [[name, value.replaceAll('\r\n', '\n')] as const] : [];
  });
  return Object.fromEntries(entries);
}

export type Read = { answer: z.output<typeof QuestionnaireAnswer> } | { wrong: Wrong };

/**
 * QN-1. The answer that a form stands for. A placement without a number is left out, since a contact need not know all of
 * its experts; one at least is needed, and details need their number. `{ 'score-<id>': '9' }` is the answer
 * `{ items: [{ placementId: '<id>', score: 9, scores: {} }] }`.
 */
export function answerOf(asked: Asked, fields: Fields): Read {
  const comment = fields[commentField];
  const read = QuestionnaireAnswer.safeParse({ items: itemsOf(asked, fields), ...(comment && { comment }) });
  if (read.success) return { answer: read.data };
  const errors = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { wrong: wrongFields(asked, fields, errors) };
}

/** Errors by their path in the answer (`items.0.score`), ours or a service's, at the fields they are about. */
export function wrongFields(asked: Asked, fields: Fields, errors: readonly FieldError[]): Wrong {
  const items = itemsOf(asked, fields);
  return Object.fromEntries(
    errors.map(({ field, message }) => {
      const [, n = '', detail] = /^items(?:\.(\d+)(?:\.scores\.([\w-]+))?)?/.exec(field) ?? [];
      const { placementId, title } =
        asked.items.find((each) => each.placementId === items[Number(n)]?.placementId) ?? asked.items[0]!;
      const where = asked.items.length === 1 ? '' : n ? ` for ${title}` : ' for at least one of them';
      if (detail) return [detailField(placementId, detail), `Choose a number from 1 to 5${where}, or none.`];
      if (field.startsWith('items')) return [scoreField(placementId), `Choose a number from 0 to 10${where}.`];
      if (field === commentField) return [commentField, `Your text ${message}.`];
      return ['', `${field} ${message}`];
    }),
  );
}

const itemsOf = ({ items }: Asked, fields: Fields) =>
  items.flatMap(({ placementId }) => {
    const score = numberOf(fields[scoreField(placementId)]);
    const details = ScoreKey.options.flatMap((key) => {
      const value = numberOf(fields[detailField(placementId, key)]);
      return value === undefined ? [] : [[key, value] as const];
    });
    if (score === undefined && !details.length) return [];
    return [{ placementId, score, scores: Object.fromEntries(details) }];
  });

const numberOf = (typed: string | undefined): number | undefined =>
  typed === undefined ? undefined : /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN;
