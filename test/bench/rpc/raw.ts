import { type Channel, connect } from 'amqplib';

const queue = 'bench.raw';
const replyTo = 'amq.rabbitmq.reply-to';

/** What amqplib alone can do: one queue, acknowledged by hand, direct replies, JSON. */
export async function answerRaw(url: string, answer: (request: unknown) => unknown): Promise<void> {
  const channel = await openChannel(url);
  await channel.prefetch(64);
  await channel.consume(queue, (message) => {
    const { replyTo: to, correlationId } = message!.properties as { replyTo: string; correlationId: string };
    const reply = answer(JSON.parse(message!.content.toString()));
    channel.ack(message!);
    channel.sendToQueue(to, Buffer.from(JSON.stringify(reply)), { correlationId });
  });
}

/** Asks it. */
export async function rawClient(url: string): Promise<(request: unknown) => Promise<unknown>> {
  const channel = await openChannel(url);
  const waiting = new Map<string, (answer: unknown) => void>();
  let lastId = 0;
  await channel.consume(
    replyTo,
    (message) => {
      const id = String(message!.properties.correlationId);
      waiting.get(id)?.(JSON.parse(message!.content.toString()));
      waiting.delete(id);
    },
    { noAck: true },
  );
  return (request) => {
    const correlationId = String(++lastId);
    channel.sendToQueue(queue, Buffer.from(JSON.stringify(request)), { correlationId, replyTo });
    return new Promise((resolve) => waiting.set(correlationId, resolve));
  };
}

async function openChannel(url: string): Promise<Channel> {
  const connection = await connect(url, { noDelay: true });
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, { durable: true });
  return channel;
}
