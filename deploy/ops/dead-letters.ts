// Looks after the dead letters, as the broker user `operator`: of AMQP_URL, or of the local network (docs/runbook.md).
//   npm run dead-letters:list [-- <service>]
//   npm run dead-letters:replay -- <service> [--id <message id>]…
// A name with a dot is a queue: `payments.payroll-answers`.
import { parseArgs } from 'node:util';
import { type ConfirmChannel, connect, type GetMessage } from 'amqplib';
import { z } from 'zod';
import { loadConfig } from '#libs/config';
import { deadHeaders, forward, names, publishAll, shoreline, topologyOf, toQueue } from '#libs/messaging';
import { localNetwork } from './local-network.js';

export interface DeadLetter {
  queue: string;
  id: string;
  type: string;
  kind: string;
  reason: string;
  /** When it was parked. */
  at?: Date;
}

/** What lies in `<queue>.dead`, oldest first. Everything is given back when the channel is closed. */
export async function listDead(channel: ConfirmChannel, queue: string): Promise<DeadLetter[]> {
  return (await peek(channel, names.deadOf(queue))).map((message) => ({ queue, ...describe(message) }));
}

/**
 * Sends dead letters back to their queue under their own ids, all of them or those named, and answers the ids. A letter
 * is removed once the broker has confirmed its copy. The others are given back when the channel is closed.
 */
export async function replayDead(channel: ConfirmChannel, queue: string, ids?: readonly string[]): Promise<string[]> {
  const replayed: string[] = [];
  for (const message of await peek(channel, names.deadOf(queue))) {
    const { id } = describe(message);
    if (ids && !ids.includes(id)) continue;
    await publishAll(channel, [forward(message, toQueue(queue))]);
    channel.ack(message);
    replayed.push(id);
  }
  return replayed;
}

/** As many as there are now: one that comes back dead meanwhile isn't taken again. */
async function peek(channel: ConfirmChannel, queue: string): Promise<GetMessage[]> {
  const { messageCount } = await channel.checkQueue(queue);
  const messages: GetMessage[] = [];
  while (messages.length < messageCount) {
    const message = await channel.get(queue);
    if (!message) break;
    messages.push(message);
  }
  return messages;
}

interface Headers {
  [name: string]: unknown;
  [deadHeaders.kind]?: string;
  [deadHeaders.reason]?: string;
  [deadHeaders.at]?: string;
  /** RabbitMQ's own record; `time` in seconds. */
  'x-death'?: { reason: string; time: { value: number } }[];
}

function describe({ properties }: GetMessage): Omit<DeadLetter, 'queue'> {
  const headers = (properties.headers ?? {}) as Headers;
  // Parked by the broker itself, after too many deliveries without an answer.
  const death = headers['x-death']?.[0];
  const at = headers[deadHeaders.at] ?? (death && death.time.value * 1_000);
  return {
    id: String(properties.messageId),
    type: String(properties.type),
    kind: headers[deadHeaders.kind] ?? death?.reason ?? 'unknown',
    reason: headers[deadHeaders.reason] ?? 'The consumer went away with it too often.',
    ...(at && { at: new Date(at) }),
  };
}

/** The queue somebody means by the name of a service or of the queue itself. */
function queueOf(name: string): string {
  const queue = name.includes('.') ? name : names.eventsOf(name);
  if (allQueues().includes(queue)) return queue;
  throw new Error(`There is no ${queue}. There are ${allQueues().join(', ')}.`);
}

const allQueues = (): string[] =>
  topologyOf(shoreline).queues.flatMap(({ name }) => (name.endsWith('.dead') ? name.slice(0, -'.dead'.length) : []));

function line({ queue, id, type, kind, reason, at }: DeadLetter): string {
  const minutes = at ? `${Math.round((Date.now() - at.getTime()) / 60_000)} min` : 'unknown age';
  return [queue, id, type, minutes, kind, reason].join('  ');
}

async function main(): Promise<void> {
  const options = { id: { type: 'string', multiple: true } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [action, service] = positionals;
  const { AMQP_URL = localNetwork()?.broker.operator } = loadConfig(z.object({ AMQP_URL: z.url().optional() }));
  if (!AMQP_URL) throw new Error('No network runs here: npm start, or set AMQP_URL.');
  const connection = await connect(AMQP_URL);
  try {
    const channel = await connection.createConfirmChannel();
    if (action === 'list') {
      const letters: DeadLetter[] = [];
      for (const queue of service ? [queueOf(service)] : allQueues()) letters.push(...(await listDead(channel, queue)));
      console.log(letters.map(line).join('\n') || 'No dead letters.');
    } else if (action === 'replay' && service) {
      const replayed = await replayDead(channel, queueOf(service), values.id);
      console.log(`${replayed.length} sent back to ${queueOf(service)}.`);
      if (values.id?.some((id) => !replayed.includes(id))) process.exitCode = 1;
    } else {
      console.error('Usage: dead-letters list [<service>] | replay <service> [--id <message id>]…');
      process.exitCode = 2;
    }
  } finally {
    await connection.close();
  }
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  });
}
