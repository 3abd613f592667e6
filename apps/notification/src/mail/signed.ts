import { questionnairePath, questionnaireToken } from '#libs/links';
import type { NoticeEntity } from '../notices/notice.entity.js';

type Worded = Pick<NoticeEntity, 'text' | 'html' | 'envelope'>;

/**
 * QN-1. The same notice with the token in place of the id in its links to questionnaires, to those alone that are its
 * recipient's: the id of another's, written into a title, say, stays as it is and opens nothing.
 */
export function signed<N extends Worded>(notice: N, key: string): N {
  const ids = notice.envelope.questionnaireIds ?? [];
  const inLinks = (words: string): string =>
    ids.reduce(
      (text, id) => text.replaceAll(questionnairePath(id), questionnairePath(questionnaireToken(key, id))),
      words,
    );
  return { ...notice, text: inLinks(notice.text), html: inLinks(notice.html) };
}
