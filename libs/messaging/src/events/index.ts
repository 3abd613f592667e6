export type { CloudEvent, EventOf, ReceivedEvent } from './cloud-event.js';
export { EventsModule, type EventsOptions } from './events.module.js';
export { Inbox } from './inbox.js';
export { OnEvent, OnMessage, type MessageContract } from './on-event.decorator.js';
export { Outbox, type NewEvent } from './outbox.js';
export { Relay } from './relay.js';
export * from './topology.js';
