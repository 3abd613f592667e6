import { ManualClock, SystemClock } from './clock.js';

describe('the manual clock', () => {
  const start = new Date('2026-03-02T09:00:00Z');

  it('stands still until it is moved', () => {
    const clock = new ManualClock(start);
    expect(clock.now()).toEqual(start);
    clock.set(new Date('2026-03-02T09:30:00Z'));
    expect(clock.now()).toEqual(new Date('2026-03-02T09:30:00Z'));
  });

  it('may be set to where it stands, never back', () => {
    const clock = new ManualClock(start);
    clock.set(start);
    expect(() => clock.set(new Date(start.getTime() - 1))).toThrow(
      expect.objectContaining({ code: 'clock.backwards', kind: 'invalid' }),
    );
    expect(clock.now()).toEqual(start);
  });

  it('cannot be moved by changing a Date it gave out', () => {
    const clock = new ManualClock(start);
    clock.now().setFullYear(1999);
    expect(clock.now()).toEqual(start);
  });
});

it('the system clock tells the present', () => {
  expect(Math.abs(new SystemClock().now().getTime() - Date.now())).toBeLessThan(1_000);
});
