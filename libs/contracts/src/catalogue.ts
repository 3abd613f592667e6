import type { EventContract } from './contract.js';
import { paymentsEvents } from './payments/index.js';
import { placementEvents } from './placement/index.js';
import { timesheetEvents } from './timesheet/index.js';

/** Every event any service publishes. */
export const eventCatalogue: readonly EventContract[] = [
  ...Object.values<EventContract>(placementEvents),
  ...Object.values<EventContract>(timesheetEvents),
  ...Object.values<EventContract>(paymentsEvents),
];

/** Which aggregates each service listens to; its queue is bound to every event type of these. */
export const subscriptions: Readonly<Record<string, readonly string[]>> = {
  timesheet: ['placement', 'settlement'],
  payments: ['placement', 'client', 'expert', 'sheet'],
};

/** Every service that answers RPC. */
export const services = ['placement', 'timesheet', 'payments'] as const;
export type ServiceName = (typeof services)[number];
