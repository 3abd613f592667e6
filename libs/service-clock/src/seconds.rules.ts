/**
 * The whole second an instant is in, since 1970. Clocks tick in seconds: an instant stands for the second it is in, so
 * that sums are exact and a stretch is as long as its parts.
 */
export const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1000);
export const toDate = (second: number): Date => new Date(second * 1000);
