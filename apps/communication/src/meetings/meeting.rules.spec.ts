import { checkHeld, checkStart, endOf, invitedOnce, nextMeetingState } from './meeting.rules.js';

const now = new Date('2026-03-02T09:00:00Z');
const refused = (code: string) => expect.objectContaining({ code });

describe('CS-11: meetings', () => {
  it.each(['2026-03-02T09:00:00.001Z', '2026-03-03T09:00:00Z', '2028-03-02T09:00:00Z'])(
    'may begin at %s',
    (startsAt) => {
      expect(() => checkStart(new Date(startsAt), now)).not.toThrow();
    },
  );

  it.each(['2026-03-02T09:00:00Z', '2020-01-01T00:00:00Z', '2028-03-02T09:00:00.001Z', '9999-12-31T23:59:59Z'])(
    'may not begin at %s',
    (startsAt) => expect(() => checkStart(new Date(startsAt), now)).toThrow(refused('communication.meeting-time')),
  );

  it('have notes from their start on', () => {
    expect(() => checkHeld(now, now)).not.toThrow();
    expect(() => checkHeld(new Date('2026-03-02T09:00:01Z'), now)).toThrow(refused('communication.meeting-not-yet'));
  });

  it('are changed, cancelled and held while they are scheduled', () => {
    expect(nextMeetingState('scheduled', 'change')).toBe('scheduled');
    expect(nextMeetingState('scheduled', 'cancel')).toBe('cancelled');
    expect(nextMeetingState('scheduled', 'hold')).toBe('held');
    for (const state of ['held', 'cancelled'] as const) {
      for (const step of ['change', 'cancel', 'hold'] as const) {
        expect(() => nextMeetingState(state, step)).toThrow(refused('communication.meeting-closed'));
      }
    }
  });

  it('last real minutes, also when the clocks change', () => {
    expect(endOf(new Date('2026-03-29T00:45:00Z'), 30)).toEqual(new Date('2026-03-29T01:15:00Z'));
  });

  it('invite nobody twice', () => {
    const [carla, ann] = [
      { name: 'Carla', email: 'c@x.example' },
      { name: 'Ann', email: 'a@x.example' },
    ];
    expect(invitedOnce([carla, ann, { ...carla, name: 'Again' }])).toEqual([carla, ann]);
  });
});
