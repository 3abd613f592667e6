/** Dots are gone and words are folded by then; longer ones first. */
const legalForms = [
  ...['s de rl de cv', 'sapi de cv', 'sa de cv', 'sp z o o', 'sp z oo', 'spolka z o o', 'spolka akcyjna'],
  ...['societate cu raspundere limitata', 'public limited company', 'limited liability company'],
  ...['gesellschaft mit beschrankter haftung', 'aktiengesellschaft', 's r o', 'd o o', 'a s', 's a', 'b v', 'n v'],
  ...['s p a', 's r l', 'sp k', 'sp j', 'pty ltd', 'pvt ltd', 'sdn bhd', 'co kg', 'co kgaa'],
  ...`ab ag aps as asa bhd bv bvba co company corp corporation cv dd doo doel dooel ead ehf ek eirl eood eu ev gbr gie
    gmbh hf inc incorporated jsc kft kg kgaa kk llc llp lp ltd ltda limited lda mbh nv nyrt oao ohg ooo oy oyj ood ou pao
    plc pt pte pty pvt rt sa sas sarl sasu sc sca scs se sia sl slu sl snc spa spk spol srl sro tov uab ug vof zao zrt`
    .trim()
    .split(/\s+/),
];
const dropped = new RegExp(`(?<= )(${legalForms.join('|')}|and|und|et|y|i|the) `, 'g');
/** What Unicode doesn't take apart. */
const letters: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i' };

/**
 * RC-1, PM-4. The words of a company's name that tell it from others: folded to plain lower-case letters, without legal form.
 * `Żabka Polska Sp. z o.o.` is `zabka polska`. A name that is nothing else keeps all its words.
 */
export function nameWords(name: string): string[] {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßłøđðþæœı]/g, (letter) => letters[letter]!);
  const words = folded.replace(/[.'’]/g, '').split(/[^\p{L}\p{N}]+/u);
  const all = words.filter((word) => word !== '');
  const telling = ` ${all.join(' ')} `
    .replace(dropped, '')
    .split(' ')
    .filter((word) => word !== '');
  return telling.length ? telling : all;
}

/**
 * RC-1, PM-4. Whether two names may mean one company, by their words: the same in any order, or spelt almost alike. Up to
 * 4 letters must be the same, up to 9 may differ by one, longer ones by two; figures never. `Blue Heron GmbH` and `Bleu
 * Heron, Inc.` may; what has no words is like nothing.
 */
export function soundAlike(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [one.join(''), other.join('')];
  if (a === '' || b === '') return false;
  if (one.toSorted().join(' ') === other.toSorted().join(' ')) return true;
  if (figuresOf(a) !== figuresOf(b)) return false;
  const shorter = Math.min(a.length, b.length);
  return withinEdits(a, b, shorter < 5 ? 0 : shorter < 10 ? 1 : 2);
}

const figuresOf = (text: string): string => text.replace(/\P{N}+/gu, ' ').trim();

/** Whether one becomes the other by at most so many letters put in, left out, changed, or swapped with their neighbour. */
function withinEdits(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(changed, swapped, last[j]! + 1, row[j - 1]! + 1));
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return last[b.length]! <= most;
}
