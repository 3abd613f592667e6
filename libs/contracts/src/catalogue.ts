import { communicationEvents } from './communication/index.js';
import type { EventContract } from './contract.js';
import { gatewayEvents } from './gateway/index.js';
import { notificationEvents } from './notification/index.js';
import { paymentsEvents } from './payments/index.js';
import { placementEvents } from './placement/index.js';
import { qualityEvents } from './quality/index.js';
import { referralEvents } from './referral/index.js';
import { timesheetEvents } from './timesheet/index.js';

/** Every event any service publishes. */
export const eventCatalogue: readonly EventContract[] = [
  ...Object.values<EventContract>(placementEvents),
  ...Object.values<EventContract>(timesheetEvents),
  ...Object.values<EventContract>(communicationEvents),
  ...Object.values<EventContract>(qualityEvents),
  ...Object.values<EventContract>(referralEvents),
  ...Object.values<EventContract>(paymentsEvents),
  ...Object.values<EventContract>(notificationEvents),
  ...Object.values<EventContract>(gatewayEvents),
];

/** Which aggregates each service listens to; its queue is bound to every event type of these. */
export const subscriptions: Readonly<Record<string, readonly string[]>> = {
  placement: ['complaint', 'problem', 'lead'],
  timesheet: ['placement', 'settlement', 'work-request', 'lead'],
  communication: ['placement', 'client', 'expert', 'account'],
  quality: [
    ...['account', 'client', 'expert', 'placement', 'issue-category', 'loss'],
    ...['sheet', 'clock', 'bug', 'mistake', 'shift', 'meeting'],
  ],
  // Its own leads and commissions, too: what earns, and what counts revenue, goes by them.
  referral: [
    ...['account', 'client', 'expert', 'placement', 'programme'],
    ...['invoice', 'expert-bank-account', 'lead', 'commission'],
  ],
  payments: ['placement', 'client', 'expert', 'sheet', 'lead', 'commission'],
  notification: [
    ...['account', 'client', 'expert', 'opening', 'placement'],
    ...['task', 'sheet', 'payout'],
    ...['question', 'clock', 'bug', 'mistake', 'shift', 'meeting'],
    ...['questionnaire', 'case', 'complaint', 'one-to-one', 'tip', 'award', 'client-report', 'loss', 'conduct'],
    ...['referrer', 'lead', 'commission', 'concentration', 'invoice', 'client-payment', 'bank-return', 'client-credit'],
  ],
};

/** Every service that answers RPC. */
export const services = [
  'placement',
  'timesheet',
  'communication',
  'quality',
  'referral',
  'payments',
  'notification',
] as const;
export type ServiceName = (typeof services)[number];
