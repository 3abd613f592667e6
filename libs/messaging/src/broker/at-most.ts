import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for the promise, but no longer: amqplib's `close()` never ends when the socket dies while it waits. */
export const atMost = async (ms: number, promise: Promise<unknown> | undefined): Promise<void> => {
  await Promise.race([promise, sleep(ms, undefined, { ref: false })]);
};
