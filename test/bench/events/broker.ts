import { type ConfirmChannel, connect } from 'amqplib';
import { assertTopology, names, topologyOf } from '#libs/messaging';
import { hoursReported, topology } from '../command-path/messages.js';

export const listener = 'listener';
export const queue = names.eventsOf(listener);

export interface Message {
  id: string;
  payload: string;
}

/** The administrator's channel to a broker that has the topology. */
export async function openBroker(url: string): Promise<{ channel: ConfirmChannel; close: () => Promise<void> }> {
  const connection = await connect(url, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  await assertTopology(channel, topologyOf(topology));
  return { channel, close: () => connection.close() };
}

/** Publishes as the relay does: persistent, mandatory, and done when the broker has confirmed all of them. */
export async function publish(channel: ConfirmChannel, messages: readonly Message[]): Promise<void> {
  for (const { id, payload } of messages) {
    channel.publish(names.events, hoursReported.type, Buffer.from(payload), {
      messageId: id,
      type: hoursReported.type,
      contentType: 'application/cloudevents+json',
      headers: {},
      persistent: true,
      mandatory: true,
    });
  }
  await channel.waitForConfirms();
}
