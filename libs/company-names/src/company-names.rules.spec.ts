import fc from 'fast-check';
import { nameWords, soundAlike } from './company-names.rules.js';

const alike = (one: string, other: string): boolean => soundAlike(nameWords(one), nameWords(other));

describe('RC-1, PM-4: names that may mean one company', () => {
  it.each([
    ['Żabka Polska Sp. z o.o.', ['zabka', 'polska']],
    ['BLUE HERON, Inc.', ['blue', 'heron']],
    ['Müller & Söhne GmbH & Co. KG', ['muller', 'sohne']],
    ['Straße AG', ['strasse']],
    ['Ørsted A/S', ['orsted']],
    ['Škoda Auto a.s.', ['skoda', 'auto']],
    ['Cemex, S.A.B. de C.V.', ['cemex', 'sab', 'de']],
    ['Alfa, S.A. de C.V.', ['alfa']],
    ['L’Oréal', ['loreal']],
    ['Co.', ['co']],
    ['株式会社', ['株式会社']],
    ['!!', []],
  ])('%s is told from others by %j', (name, words) => {
    expect(nameWords(name)).toEqual(words);
  });

  it.each([
    ['Blue Heron GmbH', 'Bleu Heron, Inc.'],
    ['Blue Heron', 'Blueheron Ltd.'],
    ['Heron Blue', 'Blue Heron'],
    ['Blue Herons', 'Blue Heron'],
    ['Żabka Polska Sp. z o.o.', 'Zabka-Polska'],
    ['Acme Co., Ltd.', 'ACME s.r.o.'],
    ['Smith & Sons', 'Smith and Sons Limited'],
    ['Acmee', 'Acmes'],
  ])('%s and %s', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  it.each([
    ['Blue Heron', 'Grey Heron'],
    ['Acme', 'Acne'],
    ['IBM', 'IBS'],
    ['Studio 54', 'Studio 55'],
    ['Northwind Logistics', 'Northwind Analytics'],
    ['Heron', 'Heron Capital Partners'],
    ['!!', '??x'],
    ['!!', '??'],
  ])('not %s and %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });

  const word = fc.stringMatching(/^[b-z]{3,9}x$/);
  const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  it('the legal form, case, accents and order say nothing', () => {
    const form = fc.constantFrom('GmbH', 'Ltd.', 'Inc', 'sp. z o.o.', 'S.A.', 's.r.o.', 'B.V.', 'LLC', 'Sp. z o. o.');
    fc.assert(
      fc.property(name, form, form, (plain, one, other) => {
        const accented = plain.replaceAll('c', 'ć').toUpperCase().split(' ').toReversed().join(' ');
        expect(alike(`${plain} ${one}`, `${accented}, ${other}`)).toBe(true);
      }),
    );
  });

  it('of two, it doesn’t matter which comes first; one letter more is alike, five aren’t', () => {
    fc.assert(
      fc.property(name, name, fc.nat(), (one, other, at) => {
        expect(alike(one, other)).toBe(alike(other, one));
        const place = at % one.length;
        const more = `${one.slice(0, place)}q${one.slice(place)}`;
        if (one.replaceAll(' ', '').length >= 5) expect(alike(one, more)).toBe(true);
        expect(alike(one, `${one}qqqqq`)).toBe(false);
      }),
    );
  });
});
