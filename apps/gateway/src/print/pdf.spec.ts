import { inflateSync } from 'node:zlib';
import { pdfOf } from './pdf.js';

const columns = [{ title: 'What', share: 0.8 } as const, { title: 'How much', share: 0.2, numeric: true }];
const sums = ['Net', 'Tax', 'Total'].map((label) => [label, '1.00']);

/** What is drawn on each page; the head of a table is alone in its size of 8.5. */
async function pagesOf(rows: number): Promise<string[]> {
  const table = { kind: 'table', caption: 'All', columns, sums } as const;
  const pdf = await pdfOf({ title: 'A table', network: 'Shoreline' }, [
    { ...table, rows: Array.from({ length: rows }, (_, n) => [`Line ${n}`, '1.00']) },
  ]);
  const streams = [...pdf.toString('latin1').matchAll(/>>\nstream\n([\s\S]*?)\nendstream/g)];
  return streams
    .map(([, bytes]) => inflateSync(Buffer.from(bytes!, 'latin1')).toString('latin1'))
    .filter((drawn) => / Tf\b/.test(drawn));
}

describe('a table on paper', () => {
  it.each([
    [33, 1],
    [34, 2],
    [36, 2],
    [37, 2],
  ])('of %i rows and its sums is on %i pages, each under its head: sums are never alone', async (rows, count) => {
    const pages = await pagesOf(rows);
    expect(pages).toHaveLength(count);
    expect(pages.filter((drawn) => !/ 8\.5 Tf\b/.test(drawn))).toEqual([]);
  });
});
