import { perSecond } from '../support/rounds.js';

/** Counts from the first thing to the last: how long it took until the first came doesn't matter. */
export class Stopwatch {
  /** Things a second, once all have come. */
  readonly rate: Promise<number>;
  private stop!: (rate: number) => void;
  private seen = 0;
  private began = 0;

  constructor(private readonly count: number) {
    this.rate = new Promise((resolve) => (this.stop = resolve));
  }

  tick(): void {
    this.seen++;
    if (this.seen === 1) this.began = performance.now();
    if (this.seen === this.count) this.stop(perSecond(this.count, this.began));
  }
}
