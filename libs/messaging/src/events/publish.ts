import type { ConfirmChannel, ConsumeMessage, Options } from 'amqplib';
import { unavailable } from '#libs/errors';
import { names } from './topology-input.js';

export interface Outgoing {
  exchange: string;
  routingKey: string;
  content: Buffer;
  options: Options.Publish;
}

/** amqplib may never call back for a message when its connection dies at the wrong moment. */
const confirmWithin = 10_000;

/**
 * Publishes, persistent and mandatory, and waits until the broker has confirmed every message.
 * Throws 503 `messaging.not-confirmed` when one was refused or returned, or not confirmed within `withinMs`: any of
 * them may have arrived then. One call at a time on a channel.
 */
export async function publishAll(
  channel: ConfirmChannel,
  messages: readonly Outgoing[],
  withinMs = confirmWithin,
): Promise<void> {
  if (!messages.length) return;
  let giveUp: (why: string) => void = () => undefined;
  const onReturn = ({ fields }: { fields: { routingKey: string } }) =>
    giveUp(`nothing is bound to ${fields.routingKey}`);
  const onClose = () => giveUp('the channel was closed');
  const timer = setTimeout(() => giveUp(`no answer within ${withinMs} ms`), withinMs);
  channel.on('return', onReturn).on('close', onClose);
  try {
    await new Promise<void>((resolve, reject) => {
      giveUp = (why) => reject(notConfirmed(why));
      let open = messages.length;
      const confirmed = (error: unknown): void => {
        if (error) giveUp('the broker refused it');
        else if (--open === 0) resolve();
      };
      try {
        for (const { exchange, routingKey, content, options } of messages) {
          channel.publish(exchange, routingKey, content, { ...options, persistent: true, mandatory: true }, confirmed);
        }
      } catch {
        giveUp('the channel is closed');
      }
    });
  } finally {
    clearTimeout(timer);
    channel.off('return', onReturn).off('close', onClose);
  }
}

const notConfirmed = (why: string) =>
  unavailable('messaging.not-confirmed', `The message broker did not confirm a message: ${why}.`);

/** To a queue by its name. */
export const toQueue = (queue: string): Pick<Outgoing, 'exchange' | 'routingKey'> => ({
  exchange: '',
  routingKey: queue,
});

/** What a message went through belongs to its old copy; RabbitMQ 3 would take it for a cycle and drop the new one. */
const passing = (header: string): boolean =>
  header.startsWith('x-') || header.startsWith('dead-') || header === names.retryTier;

/** The same message, with the same id, elsewhere. */
export function forward(
  { content, properties }: Pick<ConsumeMessage, 'content' | 'properties'>,
  to: Pick<Outgoing, 'exchange' | 'routingKey'>,
  headers: Record<string, string> = {},
): Outgoing {
  const { messageId, type, contentType, contentEncoding, correlationId, timestamp } = properties as Options.Publish;
  const kept = Object.entries(properties.headers ?? {}).filter(([header]) => !passing(header));
  return {
    ...to,
    content,
    options: {
      messageId,
      type,
      contentType,
      contentEncoding,
      correlationId,
      timestamp,
      headers: { ...Object.fromEntries<unknown>(kept), ...headers },
    },
  };
}
