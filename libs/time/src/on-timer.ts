import { DiscoveryService } from '@nestjs/core';

/**
 * Marks the one handler of a kind of timer, in any provider: `@OnTimer('payments.payout-due') due(timer, tx)`.
 * Its effects belong in `tx`; when it throws, the timer stays and is tried again later.
 */
export const OnTimer = DiscoveryService.createDecorator<string>();
