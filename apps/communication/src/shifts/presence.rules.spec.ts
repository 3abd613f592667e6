import fc from 'fast-check';
import { back, checkedIn, onBreak, updated } from './attendance.rules.js';
import { plusMinutes } from './instants.rules.js';
import { type Moment, nextMoment, passed, suspended } from './presence.rules.js';
import type { ShiftFacts } from './shift.types.js';
import { aBreak, aShift, at } from './test-support/a-shift.js';

/** All that happens until `until`, as a timer would find it. */
function letPass(shift: ShiftFacts, until: Date, isDue = (moment: Moment) => moment.at <= until) {
  const told: string[] = [];
  let now = shift;
  for (let moment = nextMoment(now); moment && isDue(moment); moment = nextMoment(now)) {
    told.push(`${moment.at.toISOString().slice(11, 16)} ${moment.kind}`);
    now = passed(now, moment);
  }
  return { told, after: now };
}
const toldOf = (shift: ShiftFacts, until = '20:00') => letPass(shift, at(until)).told;
const quiet = { hourlyUpdate: null, silenceMinutes: null };

describe('CS-1: show-time', () => {
  it('nobody came: late after the tolerance, a no-show after half an hour, and it stays one', () => {
    const { told, after } = letPass(aShift({ duties: quiet }), at('20:00'));
    expect(told).toEqual(['09:05 show-time', '09:30 no-show']);
    expect(after.state).toBe('no-show');
  });

  it.each([
    ['without a tolerance nobody is late', { ...quiet, showTimeToleranceMinutes: null }, ['17:00 over']],
    [
      'nobody is a no-show within the tolerance',
      { ...quiet, showTimeToleranceMinutes: 45 },
      ['09:45 show-time', '09:45 no-show'],
    ],
    ['a tolerance of none', { ...quiet, showTimeToleranceMinutes: 0 }, ['09:00 show-time', '09:30 no-show']],
    ['at the end at the latest', { ...quiet, noShowMinutes: 600 }, ['09:05 show-time', '17:00 no-show']],
  ])('%s', (_, duties, told) => expect(toldOf(aShift({ duties }))).toEqual(told));

  it('who is there is neither', () => {
    const there = checkedIn(aShift({ duties: quiet }), at('09:05'));
    expect(there).toMatchObject({ state: 'present', lateMinutes: 0 });
    expect(toldOf(there)).toEqual(['17:00 over']);
  });

  it('who comes after all is there, and late', () => {
    const missed = letPass(aShift({ duties: quiet }), at('10:00')).after;
    expect(checkedIn(missed, at('10:20:30'))).toMatchObject({ state: 'present', lateMinutes: 76 });
  });
});

describe('CS-2: hourly updates', () => {
  const there = checkedIn(aShift({ duties: { silenceMinutes: null } }), at('09:00'));
  const noon = { ...there, endsAt: at('12:00'), updates: there.updates.slice(0, 3) };

  it('the status of 9 to 10 is due at 10, reminded at 10:10, missed at 11', () => {
    expect(toldOf(noon)).toEqual([
      ...['10:10 reminded', '11:00 missed', '11:10 reminded'],
      ...['12:00 missed', '12:00 over', '12:10 reminded', '13:00 missed'],
    ]);
  });

  it('given in time it is neither; given after the reminder it is not missed', () => {
    const first = updated(noon, { id: 'x', text: 'Status: Discussing tasks with my client.', at: at('09:59') }).after;
    expect(toldOf(first)[0]).toBe('11:10 reminded');
    const late = updated(letPass(noon, at('10:30')).after, { id: 'x', text: 'k', at: at('10:30') });
    expect(late.update).toMatchObject({ id: 'status of 10:00', state: 'given', text: 'k' });
    expect(toldOf(late.after)[0]).toBe('11:10 reminded');
  });

  it('a second one in the same hour stands by itself', () => {
    const once = updated(noon, { id: 'x', text: 'One', at: at('09:10') }).after;
    const { after, update } = updated(once, { id: 'y', text: 'Two', at: at('09:20') });
    expect(update).toEqual({
      id: 'y',
      dueAt: at('09:20'),
      asked: false,
      state: 'given',
      text: 'Two',
      givenAt: at('09:20'),
    });
    expect(toldOf(after)[0]).toBe('11:10 reminded');
  });

  it('one of a shift that ended is taken until it is missed, and then no more', () => {
    const over = letPass(noon, at('12:30')).after;
    expect(updated(over, { id: 'x', text: 'Late.', at: at('12:30') }).update.id).toBe('status of 12:00');
    const missed = letPass(noon, at('13:00')).after;
    expect(() => updated(missed, { id: 'x', text: 'Too late.', at: at('13:00') })).toThrow(
      expect.objectContaining({ code: 'communication.shift-over' }),
    );
  });

  it('a grace as long as the hour reminds nobody', () => {
    const hourlyUpdate = { everyMinutes: 60, graceMinutes: 60 };
    expect(toldOf({ ...noon, duties: { ...noon.duties, hourlyUpdate } })).toEqual([
      '11:00 missed',
      '12:00 missed',
      '12:00 over',
      '13:00 missed',
    ]);
  });

  it('hours before the expert came are excused: the absence is a fact of its own', () => {
    const absent = letPass(aShift({ duties: { silenceMinutes: null } }), at('11:30')).after;
    const { after } = updated(absent, { id: 'x', text: 'Sorry!', at: at('11:30') });
    expect(after.updates.map(({ state }) => state).slice(0, 4)).toEqual(['excused', 'excused', 'given', 'due']);
    expect(after).toMatchObject({ state: 'present', checkedInAt: at('11:30') });
  });

  it('where nobody has to show up, they are due all the same', () => {
    const shift = aShift({ duties: { silenceMinutes: null, showTimeToleranceMinutes: null } });
    expect(toldOf(shift, '10:10')).toEqual(['10:10 reminded']);
  });
});

describe('CS-3: a break pauses the duties', () => {
  const there = checkedIn(aShift({ duties: { silenceMinutes: null } }), at('09:00'));

  it('a status due in a declared break is excused', () => {
    expect(toldOf({ ...there, state: 'on-break', breaks: [aBreak('09:55', '10:05')] }, '10:30')).toEqual([
      '10:00 excused',
      '10:05 break-overdue',
    ]);
  });

  it('who is back before the hour owes its status', () => {
    expect(toldOf({ ...there, breaks: [aBreak('09:40', '10:05', '09:50')] }, '10:30')).toEqual(['10:10 reminded']);
  });

  it('what would be asked in the break waits for its end', () => {
    expect(toldOf({ ...there, breaks: [aBreak('10:05', '10:20', '10:20')] }, '11:00')).toEqual([
      '10:20 reminded',
      '11:00 missed',
    ]);
  });

  it('past its declared end it pauses nothing', () => {
    expect(toldOf({ ...there, state: 'on-break', breaks: [aBreak('09:30', '09:45')] }, '10:30')).toEqual([
      '09:45 break-overdue',
      '10:10 reminded',
    ]);
  });

  it('ends with the shift', () => {
    const { told, after } = letPass(
      { ...there, updates: [], state: 'on-break', breaks: [aBreak('16:50', '17:30')] },
      at('20:00'),
    );
    expect(told).toEqual(['17:00 over']);
    expect(after.breaks[0]!.endedAt).toEqual(at('17:00'));
  });
});

describe('CS-3: silence', () => {
  const duties = { hourlyUpdate: null };
  const there = checkedIn(aShift({ duties }), at('08:50'));

  it('is noted once a stretch, from the start of the shift on', () => {
    expect(toldOf(there)).toEqual(['11:00 silence', '17:00 over']);
    expect(toldOf({ ...there, signs: [at('12:00')] })).toEqual(['11:00 silence', '14:00 silence', '17:00 over']);
    expect(toldOf({ ...there, signs: [at('10:59'), at('12:59'), at('14:59')] })).toEqual([
      '16:59 silence',
      '17:00 over',
    ]);
  });

  it('is not noted of who never came, unless nobody has to show up', () => {
    expect(toldOf(aShift({ duties }))).toEqual(['09:05 show-time', '09:30 no-show']);
    expect(toldOf(aShift({ duties: { ...duties, showTimeToleranceMinutes: null } }))[0]).toBe('11:00 silence');
  });

  it('does not count a declared break', () => {
    const taken = { ...there, signs: [at('10:00'), at('10:45')], breaks: [aBreak('10:00', '10:45', '10:45')] };
    expect(toldOf(taken)[0]).toBe('12:45 silence');
    const away = { ...there, state: 'on-break' as const, signs: [at('10:00')], breaks: [aBreak('10:00', '10:45')] };
    expect(toldOf(away)).toEqual(['10:45 break-overdue', '12:45 silence', '17:00 over']);
  });
});

it('CS-1: a suspended shift asks for nothing', () => {
  const away = {
    ...aShift(),
    state: 'on-break' as const,
    checkedInAt: at('09:00'),
    breaks: [aBreak('09:30', '09:40')],
  };
  const resting = suspended(away, at('09:35'));
  expect(nextMoment(resting)).toBeNull();
  expect(new Set(resting.updates.map(({ state }) => state))).toEqual(new Set(['excused']));
  expect(resting.breaks[0]!.endedAt).toEqual(at('09:35'));
});

describe('a timer that rings late, twice or after a crash finds the same', () => {
  type Deed = { minute: number; what: 'check-in' | 'update' | 'break' | 'back' | 'sign'; minutes: number };
  const deed = fc.record({
    minute: fc.integer({ min: -70, max: 560 }),
    what: fc.constantFrom('check-in', 'update', 'break', 'back', 'sign'),
    minutes: fc.integer({ min: 1, max: 240 }),
  });

  /** What the service does: deadlines before the deed first, then the deed, which may be refused. */
  function lived(deeds: readonly Deed[], rings: readonly number[]) {
    const told: string[] = [];
    let shift = aShift();
    const happen = (isDue: (moment: Moment) => boolean) => {
      const { told: more, after } = letPass(shift, at('23:00'), isDue);
      told.push(...more);
      shift = after;
    };
    const inOrder = [
      ...deeds,
      // Between two deeds: at one instant, what comes first is first.
      ...rings.map((minute) => ({ minute: minute + 0.5, what: 'ring' as const, minutes: 0 })),
    ].sort((a, b) => a.minute - b.minute);
    for (const [n, { minute, what, minutes }] of inOrder.entries()) {
      const now = plusMinutes(at('09:00:01'), minute);
      if (what === 'ring') happen((moment) => moment.at <= now);
      else {
        if (what !== 'sign') happen((moment) => moment.at < now);
        shift = done(shift, what, now, `${n}`, minutes);
      }
    }
    happen(() => true);
    return { told: told.sort(), shift };
  }

  function done(shift: ShiftFacts, what: Deed['what'], now: Date, id: string, minutes: number): ShiftFacts {
    const heard = { ...shift, signs: [...shift.signs, now] };
    try {
      if (what === 'check-in') return { ...heard, ...checkedIn(shift, now), signs: heard.signs };
      if (what === 'update') return { ...updated(shift, { id, text: 'x', at: now }).after, signs: heard.signs };
      if (what === 'break') return { ...onBreak(shift, { id, at: now, minutes, coveredBy: null }), signs: heard.signs };
      if (what === 'back') return { ...back(shift, now).after, signs: heard.signs };
      return heard;
    } catch {
      return shift;
    }
  }

  const outcome = ({ told, shift }: ReturnType<typeof lived>) => ({
    told,
    updates: shift.updates.map(({ dueAt, state }) => [dueAt, state]),
    breaks: shift.breaks.map(({ startedAt, endedAt, overdueNoted }) => [startedAt, endedAt, overdueNoted]),
    state: shift.state,
    lateMinutes: shift.lateMinutes,
  });

  it('whatever happens in the shift', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), fc.array(fc.integer({ min: -70, max: 700 })), (deeds, rings) => {
        expect(outcome(lived(deeds, rings))).toEqual(outcome(lived(deeds, [])));
      }),
      { numRuns: 500 },
    );
  });
});
