import fc from 'fast-check';
import { isSimilar, type Suggested, suggestions } from './suggestions.rules.js';

describe('PM-4: a payer who may be a client', () => {
  it.each([
    ['BLUE HERON GMBH', 'Blue Heron Inc.', true],
    ['Müller & Söhne', 'Muller Sohne KG', true],
    ['ORSTED', 'Ørsted A/S', true],
    ['ZABKA POLSKA', 'Żabka Polska Sp. z o.o.', true],
    ['Blu Heron', 'Blue Heron', true],
    ['Blue Heron Logistics', 'Blue Heron', true],
    ['BLUE HERON LOGIST', 'Blue Heron Logistics Inc.', true],
    ['Heron', 'Heron Capital Partners', true],
    ['Crane', 'Blue Heron', false],
    ['Blue Crane', 'Blue Heron', false],
    ['B', 'Blue Heron', false],
    ['Heron B', 'Heron 54', false],
    ['Studio 54', 'Studio 55', false],
    ['GmbH', 'Blue Heron GmbH', false],
    ['', '', false],
  ])('%j and %j are similar: %s', (a, b, similar) => {
    expect(isSimilar(a, b)).toBe(similar);
    expect(isSimilar(b, a)).toBe(similar);
  });

  it('is similar to itself with more words, in any case and order, with another legal form, cut short at the end', () => {
    const words = fc.array(fc.stringMatching(/^[b-z]{5,9}x$/), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 5 }), (few, more, letters) => {
        const name = few.join(' ');
        for (const written of [
          `${name.toUpperCase()} GMBH`,
          `${few.toReversed().join(' ')}, Inc.`,
          `${more.join(' ')} ${name}`,
          name.slice(0, -letters),
        ])
          expect(isSimilar(written, `${name} s.r.o.`)).toBe(true);
      }),
    );
  });
});

describe('PM-4: suggestions', () => {
  it('those with most in common first, none with nothing, all of them in its currency', () => {
    const invoice = (
      serial: number,
      clientName: string,
      change: Partial<Suggested['invoice']> = {},
    ): Suggested['invoice'] => ({
      ...{ id: `invoice ${serial}`, number: `INV-2026-00000${serial}`, reference: null, clientId: 'heron', clientName },
      ...{ currency: 'USD', open: 10_000n, dueOn: `2026-03-0${serial}`, ...change },
    });
    const found = suggestions({ left: 10_000n, currency: 'USD', payerName: 'Blue Heron', clients: ['crane'] }, [
      invoice(1, 'Stork', { open: 5n }),
      invoice(2, 'Crane', { clientId: 'crane', open: 5n }),
      invoice(3, 'Blue Heron'),
      invoice(4, 'Blue Heron', { currency: 'EUR' }),
      invoice(5, 'Blue Heron', { open: 0n }),
    ]);
    expect(found.map(({ invoice: { id }, because }) => [id, because])).toEqual([
      ['invoice 3', 'the same amount, a similar name'],
      ['invoice 2', 'the same payer'],
    ]);
  });
});
