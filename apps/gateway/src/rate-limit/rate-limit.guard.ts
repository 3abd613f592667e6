import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';

/** RateLimit-Limit, -Remaining, -Reset (seconds) on every answer, Retry-After with a 429. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  /** Without the limit's name at the end, which the library adds. */
  protected override setResponseHeader(reply: unknown, name: string, value: number | string): void {
    super.setResponseHeader(reply as Record<string, unknown>, name.replace(/-(logins?|codes)$/, ''), value);
  }
}
