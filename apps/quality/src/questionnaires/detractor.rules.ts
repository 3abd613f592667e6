import { isDetractor } from '../nps/nps.rules.js';

const mostWords = 300;

/**
 * QN-3. What is the matter, in words: Carl Client of Blue Heron scored 3 of 10 for Storefront (Ana Šimić): “Too slow.”
 */
export const detractorWords = (about: {
  contactName: string;
  clientName: string;
  score: number;
  title: string;
  expertName: string;
  comment: string | null;
}): string =>
  `${about.contactName} of ${about.clientName} scored ${about.score} of 10 for ${about.title} (${about.expertName})` +
  quoted(about.comment);

/**
 * QN-3. What the history of the case says when the client changes its mind; null when that is nothing to do with it.
 * From 3 to 9: The client changed its score from 3 to 9: “Much better.”
 */
export function changeOfMind(was: number | null, is: number | null, comment: string | null): string | null {
  if (!isDetractor(was) && !isDetractor(is)) return null;
  if (was === null) return `The client scored ${is} of 10${quoted(comment)}`;
  if (is === null) return `The client took its score of ${was} back${quoted(comment)}`;
  if (was === is) return `The client says it anew, with ${is} of 10${quoted(comment)}`;
  return `The client changed its score from ${was} to ${is}${quoted(comment)}`;
}

function quoted(comment: string | null): string {
  if (!comment) return '';
  const short = comment.length > mostWords ? `${comment.slice(0, mostWords - 1).toWellFormed()}…` : comment;
  return `: “${short}”`;
}
