/**
 * Measures every contender in turn, several times over, so that whatever else the machine does hits all alike. Answers the
 * median of each; the first round warms up and doesn't count.
 */
export async function medians<K extends string>(
  contenders: Readonly<Record<K, () => Promise<number>>>,
  rounds = 5,
): Promise<Record<K, number>> {
  const names = Object.keys(contenders) as K[];
  const seen = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const value = await contenders[name]();
      if (round > 0) seen.get(name)!.push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, percentile(seen.get(name)!, 50)])) as Record<K, number>;
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((p / 100) * sorted.length) - 1] ?? Number.NaN;
}

/** Keeps 64 of `work` under way for some seconds; answers how many ended a second. */
export async function rateOf(work: () => Promise<unknown>, { inFlight = 64, seconds = 3 } = {}): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1_000;
  let done = 0;
  const oneAfterTheOther = async (): Promise<void> => {
    for (; performance.now() < end; done++) await work();
  };
  await Promise.all(Array.from({ length: inFlight }, oneAfterTheOther));
  return perSecond(done, began);
}

/** `count` things done since `began`, a value of `performance.now()`. */
export const perSecond = (count: number, began: number): number => (count / (performance.now() - began)) * 1_000;

/** How long each of so many took, in ms; the first tenth warms it up and doesn't count. */
export async function timesOf(work: () => Promise<unknown>, times: number): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return took.slice(Math.ceil(times / 10));
}
