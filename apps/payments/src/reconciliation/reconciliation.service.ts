import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Reconciliation } from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { addDays, Clock, dayOf, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { checksOf, type Told } from './checks.js';

const daily = 'payments.daily-reconciliation';

/** PM-12. Recounts everything from the rows, as they stand at one moment. */
@Injectable()
export class ReconciliationService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(ReconciliationService.name);

  /** The daily count that goes on, or the last one. */
  private recount: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.transactions.run(async (tx) => {
      const armed = await tx.query<unknown[]>('select from timer where kind = $1', [daily]);
      if (!armed.length) await this.armForTomorrow(tx);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.recount;
  }

  async reconcile(told: Told = {}): Promise<z.output<typeof Reconciliation>> {
    return this.dataSource.transaction('REPEATABLE READ', async (on) => {
      const checks = [];
      for (const { name, rule, find } of checksOf(told)) {
        const found = await find(on);
        checks.push({ name, rule, ok: found.differences.length === 0, ...found });
      }
      return { ok: checks.every(({ ok }) => ok), at: this.clock.now().toISOString(), checks };
    });
  }

  /** Every midnight UTC, beside the timers: those have locks that mustn't wait for a long count. */
  @OnTimer(daily)
  async everyDay(_timer: Timer, tx: EntityManager): Promise<void> {
    await this.armForTomorrow(tx);
    this.recount = this.recount.then(() => this.report());
  }

  private async report(): Promise<void> {
    try {
      const { ok, checks } = await this.reconcile();
      if (!ok) this.log.error({ checks: checks.filter((check) => !check.ok) }, 'The daily reconciliation differs.');
    } catch (error) {
      this.log.error(error, 'The daily reconciliation failed.');
    }
  }

  private async armForTomorrow(tx: EntityManager): Promise<void> {
    const tomorrow = addDays(dayOf(this.clock.now(), 'UTC'), 1);
    await this.timers.set(tx, daily, 'network', startOfDay(tomorrow, 'UTC'));
  }
}
