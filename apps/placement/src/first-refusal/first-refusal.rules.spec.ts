import fc from 'fast-check';
import type { FirstRefusalState } from '../types.js';
import { aClientUser, anAe, anExpert } from '../test-support/builders.js';
import { refused } from '../test-support/refused.js';
import {
  checkMaySelect,
  checkWaive,
  priorityOf,
  type Right,
  rightUntil,
  seenBy,
  type Standing,
  stateOf,
} from './first-refusal.rules.js';

const monday = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const tuesday = (time: string) => new Date(`2026-03-03T${time}:00Z`);
const until = tuesday('09:00');
const states: FirstRefusalState[] = ['open', 'used', 'waived', 'over'];

describe('how long an expert is first on the openings of the client it brought (RC-6)', () => {
  it.each<[string, number, Date, Date | null]>([
    ['24 hours from when the opening was described', 24, monday('08:00'), until],
    ['as long as the programme says', 1, monday('08:00'), monday('10:00')],
    ['not at all without hours', 0, monday('08:00'), null],
    ['also where the client was won later, within them', 24, tuesday('08:59'), until],
    ['not where they were over before the client was won', 24, until, null],
  ])('%s', (_, firstRefusalHours, wonAt, expected) => {
    expect(rightUntil(monday('09:00'), firstRefusalHours, wonAt)).toEqual(expected);
  });
});

describe('what became of a right of first refusal (RC-6)', () => {
  const right: Right = { until, waivedAt: null, offeredAt: null, openingState: 'open' };
  it.each<[string, Partial<Right>, Date, FirstRefusalState]>([
    ['it is open to the last moment', {}, tuesday('08:59'), 'open'],
    ['it is over with its time', {}, until, 'over'],
    ['an offer in time uses it', { offeredAt: tuesday('08:59') }, tuesday('08:59'), 'used'],
    ['and it stays used', { offeredAt: monday('10:00') }, tuesday('20:00'), 'used'],
    ['an offer at its end comes too late', { offeredAt: until }, tuesday('20:00'), 'over'],
    ['it is waived', { waivedAt: monday('10:00') }, monday('11:00'), 'waived'],
    [
      'an offer after that does not bring it back',
      { waivedAt: monday('10:00'), offeredAt: monday('11:00') },
      monday('12:00'),
      'waived',
    ],
    ['it is over with the opening, withdrawn', { openingState: 'withdrawn' }, monday('10:00'), 'over'],
    ['or filled', { openingState: 'filled' }, monday('10:00'), 'over'],
    ['filled by its own offer it was used', { openingState: 'filled', offeredAt: monday('10:00') }, until, 'used'],
  ])('%s', (_, about, now, state) => {
    expect(stateOf({ ...right, ...about }, now)).toBe(state);
  });

  it('once it has ended, no time opens it again', () => {
    const instant = fc.date({ min: monday('00:00'), max: tuesday('23:00'), noInvalidDate: true });
    const offeredAt = fc.option(instant);
    fc.assert(
      fc.property(offeredAt, instant, instant, (offered, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        if (offered && offered > earlier) return;
        const before = stateOf({ ...right, offeredAt: offered }, earlier);
        if (before !== 'open') expect(stateOf({ ...right, offeredAt: offered }, later)).toBe(before);
      }),
    );
  });
});

const holder = anExpert();
const other = anExpert();
const standing = (state: FirstRefusalState): Standing => ({ expertId: holder.expertId!, until, state });

describe('while it is open (RC-6)', () => {
  it('nobody else can be selected, and the refusal says until when', () => {
    expect(refused(() => checkMaySelect(standing('open'), other.expertId!))).toMatchObject({
      ...{ kind: 'conflict', code: 'placement.first-refusal', rule: 'RC-6' },
      facts: { until: until.toISOString() },
    });
    expect(refused(() => checkMaySelect(standing('open'), holder.expertId!))).toBeUndefined();
    expect(refused(() => checkMaySelect(undefined, other.expertId!))).toBeUndefined();
    for (const state of states.filter((each) => each !== 'open')) {
      expect(refused(() => checkMaySelect(standing(state), other.expertId!))).toBeUndefined();
    }
  });

  it('and only then, it can be waived', () => {
    expect(refused(() => checkWaive(standing('open')))).toBeUndefined();
    for (const state of states.filter((each) => each !== 'open')) {
      expect(refused(() => checkWaive(standing(state)))).toMatchObject({
        ...{ code: 'placement.first-refusal-ended', facts: { state } },
      });
    }
  });
});

describe('who sees it (RC-6)', () => {
  const wire = until.toISOString();
  it.each(states)('%s: staff and who has it see all, a client how long it waits, others nothing', (state) => {
    const all = { expertId: holder.expertId!, until: wire, state };
    expect(seenBy(anAe(), standing(state))).toEqual(all);
    expect(seenBy(holder, standing(state))).toEqual(all);
    expect(seenBy(other, standing(state))).toBeNull();
    expect(seenBy(aClientUser(), standing(state))).toEqual(state === 'open' ? { until: wire, state } : null);
    expect(seenBy(anAe(), undefined)).toBeNull();
  });
});

it.each<[string, Standing | undefined, string, Date, string]>([
  ['no right', undefined, holder.expertId!, monday('10:00'), 'none'],
  ['the right of another', standing('open'), other.expertId!, monday('10:00'), 'none'],
  ['an offer in time', standing('used'), holder.expertId!, tuesday('08:59'), 'used'],
  ['an offer at the end', standing('over'), holder.expertId!, until, 'late'],
  ['an offer in time, withdrawn, and another too late', standing('used'), holder.expertId!, tuesday('10:00'), 'late'],
  ['a right waived', standing('waived'), holder.expertId!, monday('10:00'), 'waived'],
])('%s counts in the ranking as it should (PL-7, RC-6)', (_, right, expertId, offeredAt, priority) => {
  expect(priorityOf(right, expertId, offeredAt)).toBe(priority);
});
