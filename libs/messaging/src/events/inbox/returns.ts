import type { ConsumeMessage } from 'amqplib';
import { forward, type Outgoing, toQueue } from '../publish.js';
import { names, type RetryTiers } from '../topology-input.js';
import type { PoisonKind } from './poison.js';

/** `early`: an older version of its aggregate is missing. `failed`: the handler threw. */
export type FaultKind = PoisonKind | 'early' | 'failed';

export interface Fault {
  kind: FaultKind;
  reason: string;
}

/** Headers of a dead letter, beside the message's own. */
export const deadHeaders = { kind: 'dead-kind', reason: 'dead-reason', at: 'dead-at' } as const;

const longestReason = 500;

/** Where a message goes that couldn't be worked off. */
export class Returns {
  private readonly tiers: readonly string[];

  constructor(
    private readonly queue: string,
    tiers: RetryTiers,
  ) {
    this.tiers = Object.keys(tiers);
  }

  /** To rest in the next tier and come back; undefined after the last one. */
  retry(message: ConsumeMessage): Outgoing | undefined {
    const last: unknown = message.properties.headers?.[names.retryTier];
    const tier = this.tiers[this.tiers.indexOf(String(last)) + 1];
    return tier === undefined
      ? undefined
      : forward(message, { exchange: names.retry, routingKey: this.queue }, { [names.retryTier]: tier });
  }

  park(message: ConsumeMessage, { kind, reason }: Fault): Outgoing {
    return forward(message, toQueue(names.deadOf(this.queue)), {
      [deadHeaders.kind]: kind,
      [deadHeaders.reason]: reason.slice(0, longestReason),
      [deadHeaders.at]: new Date().toISOString(),
    });
  }
}
