import { linkedId, linkPath } from '#libs/links';
import { newId } from '#libs/persistence';
import type { NoticeEntity } from '../notices/notice.entity.js';
import { signed } from './signed.js';

const key = Buffer.alloc(32, 1).toString('base64');
const [mine, alsoMine, another] = [newId(), newId(), newId()];
const url = (id: string): string => `https://shoreline.example${linkPath('questionnaire', id)}`;
const leaving = (words: string, ids?: string[]) => {
  const signs = ids?.map((id) => ({ page: 'questionnaire' as const, id }));
  const envelope = { ...(signs && { signs }) } as NoticeEntity['envelope'];
  return signed({ text: words, html: `<a href="${words}">`, envelope }, key);
};
const idsIn = (words: string) =>
  [...words.matchAll(/\/q\/([\w-]+)/g)].map(([, token]) => linkedId(key, 'questionnaire', token!) ?? 'none');

describe('QN-1: links are signed as a notice leaves', () => {
  it('in text and HTML, every one that is its own', () => {
    const { text, html } = leaving(`${url(mine)} ${url(alsoMine)} ${url(mine)}`, [mine, alsoMine]);
    expect(idsIn(text)).toEqual([mine, alsoMine, mine]);
    expect(idsIn(html)).toEqual([mine, alsoMine, mine]);
    expect(text + html).not.toContain(mine);
  });

  it('not that of somebody else, which a title may hold', () => {
    expect(idsIn(leaving(`${url(mine)} ${url(another)}`, [mine]).text)).toEqual([mine, 'none']);
  });

  it('not in any other notice', () => {
    expect(leaving(url(mine)).text).toBe(url(mine));
    expect(leaving(url(mine), []).text).toBe(url(mine));
  });
});
