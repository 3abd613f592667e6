import type { TestService } from '#libs/testing';

/** Asks for all of it at the same time, each on a connection that is open already; how many succeeded. */
export async function atOnce(test: TestService, asks: readonly (() => Promise<unknown>)[]): Promise<number> {
  await Promise.all(asks.map(() => test.query('select')));
  const answers = await Promise.allSettled(asks.map((ask) => ask()));
  return answers.filter(({ status }) => status === 'fulfilled').length;
}
