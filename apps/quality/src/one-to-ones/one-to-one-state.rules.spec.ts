import fc from 'fast-check';
import { addDays } from '#libs/time';
import {
  type Candidate,
  checkScores,
  checkWritten,
  heldByMeeting,
  nextOneToOneState,
  type OneToOneState,
  whenHeld,
} from './one-to-one-state.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('QN-7: due, held, missed, cancelled', () => {
  const closed = 'quality.one-to-one-closed';
  it.each<[OneToOneState, string, string, string]>([
    ['due', 'held', 'missed', 'cancelled'],
    ['missed', 'held', closed, closed],
    ['held', closed, closed, closed],
    ['cancelled', closed, closed, closed],
  ])('one that is %s: held %s, missed %s, cancelled %s', (state, held, missed, cancelled) => {
    const steps = (['hold', 'miss', 'cancel'] as const).map((step) => codeOf(() => nextOneToOneState(state, step)));
    expect(steps).toEqual([held, missed, cancelled]);
  });

  it.each<[OneToOneState, string]>([
    ['held', 'held'],
    ['due', 'quality.one-to-one-not-held'],
    ['missed', 'quality.one-to-one-not-held'],
  ])('what was written of one that is %s: %s', (state, answer) => {
    expect(codeOf(() => checkWritten(state))).toBe(answer);
  });

  const now = new Date('2026-03-09T12:00:00Z');
  it.each([
    [undefined, now],
    ['2026-03-09T10:00:00Z', new Date('2026-03-09T10:00:00Z')],
    ['2026-03-09T12:00:00Z', now],
    ['2026-03-09T12:00:01Z', 'quality.held-in-future'],
    ['2026-03-05T09:00:00Z', new Date('2026-03-05T09:00:00Z')],
    ['2026-03-05T08:59:59Z', 'quality.held-before-last'],
  ])('held at %s, when the last one was on the 5th at 9:00', (at, expected) => {
    const known = { last: new Date('2026-03-05T09:00:00Z'), startsOn: '2026-03-02', timeZone: 'Europe/Berlin' };
    expect(codeOf(() => whenHeld(at === undefined ? undefined : new Date(at), now, known))).toEqual(expected);
  });

  it('the first one is not before the placement', () => {
    const known = { last: null, startsOn: '2026-03-02', timeZone: 'Europe/Berlin' };
    expect(whenHeld(new Date('2026-03-01T23:00:00Z'), now, known)).toEqual(new Date('2026-03-01T23:00:00Z'));
    expect(codeOf(() => whenHeld(new Date('2026-03-01T22:59:59Z'), now, known))).toBe('quality.held-before-start');
  });

  it('QN-5: a client scores, an expert does not', () => {
    expect(() => checkScores('client', { reliable: 4 })).not.toThrow();
    expect(() => checkScores('expert', {})).not.toThrow();
    expect(codeOf(() => checkScores('expert', { reliable: 4 }))).toBe('quality.client-scores-only');
  });
});

describe('QN-7: which one a meeting was', () => {
  const one = (dueOn: string, state: OneToOneState, about: Partial<Candidate> = {}): Candidate => ({
    ...{ dueOn, state, heldOn: null, meetingId: null },
    ...about,
  });
  const missed = one('2026-03-09', 'missed');
  const due = one('2026-03-16', 'due');
  const byHand = one('2026-03-16', 'held', { heldOn: '2026-03-13' });

  it.each<[string, string, Candidate[], Candidate | null]>([
    ['told late, the one that was due then', '2026-03-09', [missed, due], missed],
    ['the one that is due', '2026-03-12', [missed, due], due],
    ['the one that is due, before its day is counted as over', '2026-03-17', [missed, due], due],
    ['the last one that was missed', '2026-03-12', [missed], missed],
    [
      'the one that is due, when the one before was held ahead of its day',
      '2026-03-14',
      [byHand, { ...due, dueOn: '2026-03-17' }],
      { ...due, dueOn: '2026-03-17' },
    ],
    ['the one written down by hand that day', '2026-03-13', [missed, byHand], byHand],
    ['extra, when the one by hand was another', '2026-03-12', [missed, byHand], null],
    ['extra, when the last one was held', '2026-03-20', [missed, byHand], null],
    ['extra, when none was due yet', '2026-03-03', [], null],
    ['extra, when another meeting was that one', '2026-03-13', [{ ...byHand, meetingId: 'another' }], null],
  ])('%s', (_, day, candidates, expected) => {
    expect(heldByMeeting(day, candidates)).toEqual(expected);
  });

  it('is never one that another meeting held', () => {
    const candidate = fc.record({
      state: fc.constantFrom<OneToOneState>('held', 'missed', 'due'),
      days: fc.nat({ max: 60 }),
      meetingId: fc.constantFrom(null, 'another'),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), fc.nat({ max: 60 }), (given, days) => {
        const candidates = given
          .map(({ state, days: ahead, meetingId }) => {
            const dueOn = addDays('2026-03-02', ahead);
            const isHeld = state === 'held';
            return one(dueOn, state, { heldOn: isHeld ? dueOn : null, meetingId: isHeld ? meetingId : null });
          })
          .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
        expect(heldByMeeting(addDays('2026-03-02', days), candidates)?.meetingId ?? null).toBeNull();
      }),
    );
  });
});
