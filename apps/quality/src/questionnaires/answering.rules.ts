import type { z } from 'zod';
import type { Scores } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';

type ScoresOf = z.output<typeof Scores>;
/** What is answered about one placement. */
export interface Scored {
  placementId: string;
  score: number | null;
  scores: ScoresOf;
}
/** A placement's answer before and after. */
export interface Replaced<I extends Scored> {
  was: I;
  is: Scored;
}

/** QN-1. An answer can change until the week closes, to the instant. Refuses 409 `quality.questionnaire-closed`. */
export function checkOpen(now: Date, closesAt: Date): void {
  if (now < closesAt) return;
  throw conflict('quality.questionnaire-closed', 'The week is over; its answers stand.', {
    rule: 'QN-1',
    facts: { closedAt: closesAt.toISOString() },
  });
}

/**
 * QN-1. An answer replaces the one before, whole: asked about Storefront and Billing, with 9 for Storefront now, what was
 * said of Billing is taken back. Answers each placement as it was and is. Refuses 422 `quality.not-asked`,
 * `quality.answered-twice`.
 */
export function replace<I extends Scored>(
  asked: readonly I[],
  answer: readonly (Scored & { score: number })[],
): Replaced<I>[] {
  answer.forEach(({ placementId }, index) => {
    const field = `items.${index}.placementId`;
    if (!asked.some((item) => item.placementId === placementId)) {
      throw invalidField('quality.not-asked', field, 'must be one this questionnaire asks about', 'QN-1');
    }
    if (answer.findIndex((item) => item.placementId === placementId) < index) {
      throw invalidField('quality.answered-twice', field, 'has an answer already', 'QN-1');
    }
  });
  return asked.map((was) => ({
    was,
    is: answer.find(({ placementId }) => placementId === was.placementId) ?? nothing(was),
  }));
}

const nothing = ({ placementId }: Scored): Scored => ({ placementId, score: null, scores: {} });

export const isChanged = ({ was, is }: Replaced<Scored>): boolean =>
  was.score !== is.score ||
  [...Object.keys(was.scores), ...Object.keys(is.scores)].some(
    (key) => was.scores[key as keyof ScoresOf] !== is.scores[key as keyof ScoresOf],
  );
