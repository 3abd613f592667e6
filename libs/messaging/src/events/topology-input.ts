import { eventCatalogue, type EventContract, services, subscriptions } from '#libs/contracts';

/** Milliseconds a message rests in each retry tier before it comes back to its own queue, shortest first. */
export type RetryTiers = Readonly<Record<string, number>>;
export const retryTiers: RetryTiers = { '1s': 1_000, '10s': 10_000, '1m': 60_000, '10m': 600_000 };

export interface TopologyInput {
  catalogue: readonly EventContract[];
  /** Whole aggregates for each service, so that versions arrive without gaps. */
  subscriptions: Readonly<Record<string, readonly string[]>>;
  /** Services that answer RPC; the gateway asks and doesn't answer. */
  services: readonly string[];
  tiers?: RetryTiers;
}

export const names = {
  events: 'shoreline.events',
  unrouted: 'shoreline.unrouted',
  retry: 'shoreline.retry',
  /** Header that names the tier a message rests in, or came back from. */
  retryTier: 'retry-tier',
  log: 'shoreline.events.log',
  payouts: 'payroll.payouts',
  answers: 'payroll.answers',
  payrollAnswers: 'payments.payroll-answers',
  eventsOf: (service: string) => `${service}.events`,
  deadOf: (queue: string) => `${queue}.dead`,
};

/** What the payroll system hears: every event of a payout. */
export const isForPayroll = ({ type }: Pick<EventContract, 'type'>): boolean => type.startsWith('payments.payout-');

/** Shoreline's own; a consumer of the same process is checked against it at start. */
export const shoreline: TopologyInput = { catalogue: eventCatalogue, subscriptions, services };
