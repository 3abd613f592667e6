import { linkPath, linkToken } from '#libs/links';
import type { NoticeEntity } from '../notices/notice.entity.js';

type Worded = Pick<NoticeEntity, 'text' | 'html' | 'envelope'>;

/**
 * QN-1, QN-12, PM-4. The same notice with the token in place of the id in its personal links, those alone that are its
 * recipient's: the id of another's, written into a title, say, stays as it is and opens nothing.
 */
export function signed<N extends Worded>(notice: N, key: string): N {
  const inLinks = (words: string): string =>
    (notice.envelope.signs ?? []).reduce(
      (text, { page, id }) => text.replaceAll(linkPath(page, id), linkPath(page, linkToken(key, page, id))),
      words,
    );
  return { ...notice, text: inLinks(notice.text), html: inLinks(notice.html) };
}
