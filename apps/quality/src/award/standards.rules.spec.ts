import fc from 'fast-check';
import { nextAward, type Proof, saysOf, standingOf } from './standards.rules.js';

const standards = [
  { key: 'updates', text: 'No missed update', provenBy: ['update'] },
  { key: 'punctual', text: 'Always punctual', provenBy: ['show-time'] },
  { key: 'complaints', text: 'No complaint', provenBy: ['complaint'] },
  { key: 'answers', text: 'Every answer in time', provenBy: ['first-answer', 'next-answer'] },
];
const proof = (kind: string, counted: number, ...missed: string[]): Proof => ({
  ...{ kind, counted, missed: missed.map((day) => ({ id: `id-${day}`, day })) },
});
const results = (proofs: Proof[], least = 10) => {
  const { won, standards: judged } = standingOf(standards, proofs, least);
  return [won, ...judged.map(({ result }) => result)];
};

describe('QN-8: the award', () => {
  it('20 punctual shifts, and one update missed: not won, for the updates, and when', () => {
    const standing = standingOf(standards, [proof('show-time', 20), proof('update', 160, '2026-03-12')], 10);
    expect(standing).toMatchObject({ won: false, measured: 180 });
    expect(standing.standards[0]).toEqual({
      ...{ key: 'updates', text: 'No missed update', result: 'missed', counted: 160 },
      missed: [{ what: 'update', id: 'id-2026-03-12', day: '2026-03-12' }],
    });
  });

  it.each([
    [
      'everything met',
      [proof('show-time', 20), proof('update', 9), proof('first-answer', 3)],
      [true, 'met', 'met', 'met', 'met'],
    ],
    [
      'what was not promised is not missed',
      [proof('show-time', 20)],
      [true, 'not-measured', 'met', 'met', 'not-measured'],
    ],
    ['nothing measured, nothing won', [], [false, 'not-measured', 'not-measured', 'met', 'not-measured']],
    ['too little measured', [proof('show-time', 9)], [false, 'not-measured', 'met', 'met', 'not-measured']],
    [
      'a complaint',
      [proof('show-time', 20), proof('complaint', 1, '2026-03-04')],
      [false, 'not-measured', 'met', 'missed', 'not-measured'],
    ],
    [
      'complaints are nothing measured',
      [proof('show-time', 9), proof('complaint', 3)],
      [false, 'not-measured', 'met', 'met', 'not-measured'],
    ],
    [
      'one kind of two missed',
      [proof('first-answer', 20), proof('next-answer', 1, '2026-03-04')],
      [false, 'not-measured', 'not-measured', 'met', 'missed'],
    ],
    [
      'what proves no standard',
      [proof('fix', 20, '2026-03-04')],
      [false, 'not-measured', 'not-measured', 'met', 'not-measured'],
    ],
  ])('%s', (_, proofs, expected) => {
    expect(results(proofs)).toEqual(expected);
  });

  it('a miss more never wins, and the order of proofs makes no difference', () => {
    const proofs = fc.array(
      fc.record({
        kind: fc.constantFrom('update', 'show-time', 'first-answer', 'complaint', 'fix'),
        counted: fc.nat(30),
        missed: fc.array(
          fc.constantFrom('2026-03-02', '2026-03-03').map((day) => ({ id: day, day })),
          { maxLength: 2 },
        ),
      }),
    );
    fc.assert(
      fc.property(proofs, (given) => {
        const standing = standingOf(standards, given, 10);
        expect(standingOf(standards, given.toReversed(), 10)).toEqual(standing);
        expect(standingOf(standards, [...given, proof('update', 1, '2026-03-05')], 10).won).toBe(false);
      }),
    );
  });

  it('says something else only when it was won or a standard was missed', () => {
    const [once, twice] = [1, 2].map((n) =>
      standingOf(standards, [proof('update', n, ...Array<string>(n).fill('2026-03-02'))], 10),
    );
    expect(saysOf(once!)).toBe(saysOf(twice!));
    expect(saysOf(once!)).not.toBe(saysOf(standingOf(standards, [], 10)));
  });

  it.each([
    ['2026-03-01T00:00:00Z', '2026-03-03T06:00:00.000Z'],
    ['2026-03-03T05:59:59Z', '2026-03-03T06:00:00.000Z'],
    ['2026-03-03T06:00:00Z', '2026-04-03T06:00:00.000Z'],
    ['2026-12-31T23:59:59Z', '2027-01-03T06:00:00.000Z'],
  ])('after %s it is computed at %s', (after, expected) => {
    expect(nextAward(new Date(after), { day: 3, time: '06:00' }).toISOString()).toBe(expected);
  });
});
