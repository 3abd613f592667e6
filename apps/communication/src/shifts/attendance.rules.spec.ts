import { refusalOf } from '#libs/testing';
import { back, checkedIn, minutesOver, onBreak, updated } from './attendance.rules.js';
import { checkUse, factOf, lateArrival, lateReturn } from './facts.rules.js';
import { aBreak, aShift, at } from './test-support/a-shift.js';

const refused = async (work: () => unknown): Promise<string> => (await refusalOf((async () => work())())).code;

describe('CS-1: check-in', () => {
  it.each([
    ['08:00', 0],
    ['09:15', 0],
    ['09:15:01', 1],
    ['09:20', 5],
    ['16:59', 464],
  ])('at %s is %d minutes late', (time, minutes) => {
    const shift = aShift({ duties: { showTimeToleranceMinutes: 15 } });
    expect(checkedIn(shift, at(time))).toMatchObject({ state: 'present', lateMinutes: minutes });
  });

  it('is never late without a show-time', () => {
    expect(checkedIn(aShift({ duties: { showTimeToleranceMinutes: null } }), at('16:00')).lateMinutes).toBe(0);
  });

  it('again changes nothing', () => {
    const there = checkedIn(aShift(), at('09:00'));
    expect(checkedIn(there, at('09:30'))).toBe(there);
  });

  it.each([
    ['07:59:59', {}, 'communication.too-early'],
    ['17:00', {}, 'communication.shift-over'],
    ['09:00', { state: 'suspended' as const }, 'communication.shift-suspended'],
  ])('at %s of %j is refused', async (time, given, code) => {
    const shift = aShift({ ...given, duties: { hourlyUpdate: null } });
    expect(await refused(() => checkedIn(shift, at(time)))).toBe(code);
    expect(await refused(() => updated(shift, { id: 'x', text: 'x', at: at(time) }))).toBe(code);
  });
});

describe('CS-3: breaks', () => {
  const there = checkedIn(aShift(), at('09:00'));
  const brb = { id: 'b', at: at('10:00'), minutes: 15, coveredBy: null };

  it('begin when the expert is there, one at a time, and end once', async () => {
    const away = onBreak(there, brb);
    expect(away).toMatchObject({ state: 'on-break', breaks: [{ expectedBackAt: at('10:15') }] });
    expect(await refused(() => onBreak(away, brb))).toBe('communication.not-present');
    const { after } = back(away, at('10:10'));
    expect(after.state).toBe('present');
    expect(await refused(() => back(after, at('10:11')))).toBe('communication.no-break');
    for (const state of ['expected', 'late', 'no-show', 'suspended', 'over'] as const) {
      expect(await refused(() => onBreak(aShift({ state }), brb))).toBe('communication.not-present');
    }
  });

  it.each([
    [null, 0],
    ['10:15', 0],
    ['10:15:10', 1],
    ['10:22', 7],
  ])('that end at %s took %d minutes too long', (end, minutes) => {
    expect(minutesOver(aBreak('10:00', '10:15', end))).toBe(minutes);
  });
});

describe('facts are told as facts', () => {
  const shift = { ...aShift(), timeZone: 'Europe/Berlin' };
  it.each([
    [
      { kind: 'no-show', at: at('09:30') },
      'Nobody came to the shift from 10:00 to 18:00 by 10:30. This is a fact for a conversation, not an accusation.',
    ],
    [
      { kind: 'missed', at: at('11:00'), updateId: 'status of 10:00' },
      'No status for the hour to 11:00. It is never a strike and never conduct.',
    ],
    [
      { kind: 'silence', at: at('12:00'), since: at('10:00') },
      'No sign from 11:00 to 13:00. This is a fact for a conversation, not an accusation.',
    ],
  ] as const)('%j', (moment, words) => expect(factOf(shift, moment)?.words).toBe(words));

  it('most moments leave none', () => {
    expect(factOf(shift, { kind: 'show-time', at: at('09:05') })).toBeNull();
    expect(lateReturn(shift, aBreak('10:00', '10:15', '10:15'))).toBeNull();
  });

  it('with the minutes', () => {
    expect(lateArrival(shift, at('09:06'), 1)).toMatchObject({
      kind: 'late',
      minutes: 1,
      words: expect.stringMatching(/^Came at 10:06, 1 minute after show-time/),
    });
    expect(lateReturn(shift, aBreak('10:00', '10:15', '10:17'))).toMatchObject({
      kind: 'late-break',
      minutes: 2,
      words: expect.stringMatching(/^Back from a break 2 minutes after 11:15/),
    });
  });
});

describe('CS-2: never conduct', () => {
  it.each(['missed-update', 'silence'] as const)('%s is refused in so many words', (kind) => {
    for (const use of ['conduct', 'strike'] as const) {
      expect(() => checkUse(kind, use)).toThrow(
        expect.objectContaining({
          code: 'communication.never-conduct',
          kind: 'invalid',
          detail: expect.stringContaining('never a strike and never conduct'),
        }),
      );
    }
  });

  it.each(['late', 'no-show', 'late-break'] as const)('%s: conduct is opened elsewhere (PL-14)', (kind) => {
    expect(() => checkUse(kind, 'conduct')).toThrow(
      expect.objectContaining({ code: 'communication.conduct-elsewhere' }),
    );
    expect(() => checkUse(kind, 'conversation')).not.toThrow();
  });
});
