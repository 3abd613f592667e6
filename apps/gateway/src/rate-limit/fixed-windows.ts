import type { ThrottlerStorage } from '@nestjs/throttler';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  endsAt: number;
}

const sweepEveryMs = 60_000;

/**
 * Counts hits by key in windows of fixed length: two numbers a key, where the library's own storage keeps every hit
 * and walks over all of them each time.
 */
export class FixedWindows implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();
  private nextSweep = 0;

  constructor(private readonly now: () => number = Date.now) {}

  increment(key: string, ttlMs: number, limit: number): Promise<Counted> {
    const now = this.now();
    const window = this.windowOf(key, ttlMs, now);
    window.hits++;
    const seconds = Math.ceil((window.endsAt - now) / 1_000);
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked: window.hits > limit,
      timeToBlockExpire: seconds,
    });
  }

  private windowOf(key: string, ttlMs: number, now: number): Window {
    const current = this.windows.get(key);
    if (current && current.endsAt > now) return current;
    if (now >= this.nextSweep) this.sweep(now);
    const window = { hits: 0, endsAt: now + ttlMs };
    this.windows.set(key, window);
    return window;
  }

  private sweep(now: number): void {
    this.nextSweep = now + sweepEveryMs;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}
