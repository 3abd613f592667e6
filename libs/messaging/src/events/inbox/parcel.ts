import type { ConsumeMessage } from 'amqplib';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { Poison, type PoisonKind } from './poison.js';

/** A message opened and checked. */
export interface Parcel {
  message: ConsumeMessage;
  /** By this a second copy is recognised. */
  id: string;
  /** Its place in the order of its aggregate; absent where there is no order to keep. */
  position?: { aggregate: string; version: number };
  /** The effect, in the transaction that also keeps the receipt. */
  handle: (tx: EntityManager) => Promise<void>;
}

/** Throws `Poison` when the message will never be right. */
export type Opener = (message: ConsumeMessage) => Parcel;

/** Bytes. */
const largest = 1_048_576;

export function parseJson(content: Buffer): unknown {
  if (content.length > largest) {
    throw new Poison('too-large', `${content.length} bytes; at most ${largest} are read`);
  }
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new Poison('bad-json', (error as Error).message);
  }
}

export function parseWith<S extends z.ZodType>(schema: S, value: unknown, kind: PoisonKind): z.output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new Poison(kind, error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
