import { FixedWindows } from './fixed-windows.js';

describe('Fixed windows', () => {
  let now = 0;
  const windows = new FixedWindows(() => now);
  const hit = async (key: string) => {
    const { totalHits, isBlocked, timeToExpire } = await windows.increment(key, 60_000, 2);
    return [totalHits, isBlocked, timeToExpire];
  };

  it('count each key for itself, block above the limit, and begin again when the window ends', async () => {
    expect(await hit('a')).toEqual([1, false, 60]);
    now = 30_000;
    expect(await hit('a')).toEqual([2, false, 30]);
    expect(await hit('a')).toEqual([3, true, 30]);
    expect(await hit('b')).toEqual([1, false, 60]);
    now = 59_999;
    expect(await hit('a')).toEqual([4, true, 1]);
    now = 60_000;
    expect(await hit('a')).toEqual([1, false, 60]);
  });

  it('forget keys whose window has ended', async () => {
    for (let i = 0; i < 100; i++) await hit(`once ${i}`);
    now += 120_000;
    await hit('c');
    expect((windows as unknown as { windows: Map<string, unknown> }).windows.size).toBe(1);
  });
});
