import { readFileSync } from 'node:fs';
import { exampleKnown } from './examples.js';
import { templates, templatesByName } from './index.js';
import { letter, paragraph, quote } from './letter.js';
import { say, asHtml, asText, asSubject } from './sentence.js';
import type { Template } from './template.js';
import { duration, hours, isNothing, weekdays, when } from './words.rules.js';

const evil = `<script>alert(1)</script><img src=x onerror="alert(1)">"'&`;
const hebrew = 'שלום עולם';

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { paths: Record<string, { get?: object }> };
const routes = Object.entries(paths).flatMap(([path, { get }]) => (get ? [path] : []));
const leadsSomewhere = (link: string): boolean =>
  routes.some((route) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(link));

/** The example with every text in it replaced; ids, instants and days stay what they are. */
function poisoned(value: unknown, by: string, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => poisoned(each, by, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poisoned(each, by, name)]));
  const isTheirs =
    /^(title|subject|body|by|askedBy|reason|text|what|message|toldBy|remedy|description|reportedBy|agenda|name|clientName|expertName|recordedBy|note|bankReference|email|words|agreed|coach|missed|step|liftedBy|proposedBy|decidedBy|companyName|detail|registeredBy|payerName|remittance|invoiceNumber|creditNoteNumber|holder|bankName|iban|bic)$/;
  // A fixed set of words chooses what is said; it isn't text of anybody.
  const isChoice = key === 'what' && ['scheduled', 'changed', 'cancelled'].includes(value as string);
  return typeof value === 'string' && isTheirs.test(key) && !isChoice ? by : value;
}
const filled = ({ write, example }: Template<unknown>, by: string) =>
  write(poisoned(example, by), poisoned(exampleKnown, by) as typeof exampleKnown);

describe('Templates', () => {
  describe.each([...templatesByName.values()].map((each) => [each.name, each] as const))('%s', (_name, template) => {
    it('says something in text and HTML, the same without markup', () => {
      const { subject, text, html } = template.write(template.example, exampleKnown);
      expect(subject).toMatch(/^\S.{3,}/);
      expect(text.length).toBeGreaterThan(80);
      expect(html).toContain('<html lang="en">');
      expect(text).not.toMatch(/undefined|\[object|null|NaN|<[a-z]/);
      expect(html).not.toMatch(/undefined|\[object|>null|NaN/);
    });

    it('links only to what there is', () => {
      const { text } = template.write(template.example, exampleKnown);
      const links = [...text.matchAll(/http:\/\/127\.0\.0\.1:3000(\/v1\/[\w/.-]+)/g)].map(([, path]) => path!);
      expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
    });

    it('shows HTML of others as text, in every field', () => {
      const { subject, html } = filled(template, evil);
      expect(html).not.toMatch(/<script|<img/);
      expect(html.match(/<title>(.*)<\/title>/s)?.[1]).not.toMatch(/<script|<img/);
      expect(subject).not.toMatch(/[\r\n]/);
    });

    it('keeps what people wrote in its line, and a header in its own', () => {
      const { subject, text } = filled(template, 'Ann\r\nBcc: everybody@example.com');
      expect(subject).not.toMatch(/[\r\n\p{Cc}]/u);
      expect(text).not.toMatch(/^\s*Bcc:/m);
    });

    it('isolates text from right to left', () => {
      const { text, html } = filled(template, hebrew);
      const bare = text.replaceAll(`\u2068${hebrew}\u2069`, '').replaceAll(/^> .*$/gm, '');
      expect(bare).not.toContain(hebrew);
      const around = html
        .replaceAll(`<bdi>${hebrew}</bdi>`, '')
        .replaceAll(/<blockquote dir="auto"[^>]*>[^<]*<\/blockquote>/g, '')
        .replaceAll(/<title>.*<\/title>/g, '');
      expect(around).not.toContain(hebrew);
    });
  });

  it.each([
    ['won', true, [], 'you missed no standard'],
    ['missed', false, ['Every answer in time'], '  - Every answer in time'],
    ['not measured', false, [], 'too little of your work'],
  ])('QN-8: an award that was %s says so, and that not winning has no consequence', (_, won, missed, words) => {
    const { example, write } = templates.awardComputed;
    const { text } = write({ ...example, won, missed }, exampleKnown);
    expect(text).toContain(words);
    expect(text).toContain('Not winning the award has no consequence of any kind.');
  });

  it('words of a person keep their lines, and every line is a quotation', () => {
    const { text, html } = letter('Hello', quote('one\ntwo'), paragraph('three'));
    expect(text).toContain('> one\n> two\n\nthree');
    expect(html).toContain('white-space:pre-wrap');
  });

  it('a text of 10,000 characters stays whole, a subject doesn’t', () => {
    const long = 'x'.repeat(10_000);
    expect(letter(say`${long}`, paragraph(say`${long}`)).text).toContain(long);
    expect(asSubject(say`${long}`)).toHaveLength(300);
  });

  it('characters that turn text around are taken out', () => {
    expect(asText(say`a ${'b\u202ec'}`)).toBe('a bc');
    expect(asHtml(say`a ${'b\u2066c'}`)).toBe('a <bdi>bc</bdi>');
  });

  it.each([
    ['2026-03-02T08:00:00Z', 'Europe/Berlin', 'Monday 2 March 2026, 09:00 (Europe/Berlin)'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 'Sunday 29 March 2026, 03:00 (Europe/Berlin)'],
    ['2026-03-02T00:00:00Z', 'UTC', 'Monday 2 March 2026, 00:00 (UTC)'],
  ])('tells %s in %s as %s', (instant, zone, told) => expect(when(instant, zone)).toBe(told));

  it.each([
    [0, '0 minutes', '0 min'],
    [1, '1 minute', '1 min'],
    [60, '1 hour', '1 h'],
    [90, '1 hour 30 minutes', '1 h 30 min'],
    [1_500, '1 day 1 hour', '25 h'],
  ])('tells %i minutes as %s, and as hours %s', (minutes, long, short) => {
    expect([duration(minutes), hours(minutes)]).toEqual([long, short]);
  });

  it.each([
    ['0.00', true],
    ['0', true],
    ['-0.000', true],
    ['0.01', false],
    ['10.00', false],
  ])('%s is nothing: %s', (amount, expected) => expect(isNothing({ amount, currency: 'USD' })).toBe(expected));

  it('tells days of the week', () => {
    expect([weekdays([1, 2, 3, 4, 5]), weekdays([4, 2]), weekdays([7])]).toEqual([
      'Monday to Friday',
      'Tuesday, Thursday',
      'Sunday',
    ]);
  });
});
