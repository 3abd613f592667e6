import { Injectable } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';

/** Throws with a reason for the operator when a part can't do its work now. */
export type Check = () => void | Promise<void>;

const CHECK_MS = 2_000;

/** Whether the process can do its work now: every registered check passes, and it isn't about to end. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private phase: 'starting' | 'open' | 'ending' = 'starting';

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  check(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** From now on it listens. */
  open(): void {
    this.phase = 'open';
  }

  /** From now on it isn't ready any more, so that nobody sends it work. */
  drain(): void {
    this.phase = 'ending';
  }

  /** Throws 503 with the reasons when it isn't ready. */
  ask(): Promise<HealthCheckResult> {
    const process = () => {
      const indicator = this.indicators.check('process');
      return this.phase === 'open' ? indicator.up() : indicator.down(this.phase);
    };
    const checks = [...this.checks].map(
      ([name, check]) =>
        () =>
          this.indicators.check(name).attempt(check).withTimeout(CHECK_MS),
    );
    return this.health.check([process, ...checks]);
  }
}
