import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { newId, Transactions } from '#libs/persistence';
import { Clock, type Day, OnTimer, type Timer, Timers } from '#libs/time';
import { lastDayBefore, lastEnd, nextToSettle, periodEnding } from './calendar.rules.js';
import { countWaiting } from './priced-lines.js';
import { SettlementBatch } from './settlement-batch.js';
import { settlementDue, SettlementCalendar } from './settlement-calendar.js';
import { SettlementRunEntity } from './settlement-run.entity.js';

const nextBatch = 'payments.settlement-batch';
/** Fires once a run is done, for what comes of it: its subject is the run. */
export const settlementDone = 'payments.settlement-done';

/**
 * PM-3. Each period is settled once, by itself or on demand: one run at a time, in the order of the periods, batch after
 * batch, each fired by a timer that stays until its batch is committed. So a run that was interrupted goes on by itself.
 */
@Injectable()
export class SettlementRuns implements OnApplicationBootstrap {
  constructor(
    private readonly calendar: SettlementCalendar,
    private readonly batch: SettlementBatch,
    private readonly timers: Timers,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.transactions.run((tx) => this.calendar.arm(tx));
  }

  @OnTimer(settlementDue)
  async due(_timer: Timer, tx: EntityManager): Promise<void> {
    await this.startNext(tx, systemActor);
  }

  @OnTimer(nextBatch)
  async settleBatch({ subjectId: runId }: Timer, tx: EntityManager): Promise<void> {
    if (!(await this.batch.settle(tx, runId))) return this.timers.set(tx, nextBatch, runId, this.clock.now());
    await this.timers.set(tx, settlementDone, runId, this.clock.now());
    await this.startNext(tx, systemActor);
  }

  /**
   * Starts what has ended by `until` and isn't settled, and answers the last day of the newest period concerned. Nothing
   * starts while a run goes on: the run that ends starts the next one.
   */
  async order(tx: EntityManager, actor: Actor, until?: Day): Promise<Day> {
    const over = lastDayBefore(this.clock.now());
    const last = until && until < over ? until : over;
    await this.startNext(tx, actor, last);
    return lastEnd(last, await this.calendar.calendar(tx));
  }

  /** The run of the period that ends on this day, or the newest: as soon as it is done, or as it stands after `withinMs`. */
  async settled(end: Day, withinMs = 3_000): Promise<SettlementRunEntity> {
    for (const deadline = Date.now() + withinMs; ; await sleep(25)) {
      const run = await this.dataSource.manager
        .createQueryBuilder(SettlementRunEntity, 'run')
        .orderBy('run.periodEnd = cast(:end as date)', 'DESC')
        .addOrderBy('run.periodEnd', 'DESC')
        .setParameters({ end })
        .getOneOrFail();
      if ((run.state === 'done' && run.periodEnd >= end) || Date.now() > deadline) return run;
    }
  }

  private async startNext(tx: EntityManager, actor: Actor, until = lastDayBefore(this.clock.now())): Promise<void> {
    const calendar = await this.calendar.calendar(tx);
    const [last] = await tx.query<{ end: Day | null }[]>('select max(period_end) as end from settlement_runs');
    const end = nextToSettle(last?.end ?? null, until, calendar);
    if (end === undefined) return this.calendar.arm(tx);
    const period = periodEnding(end, calendar);
    const started = await tx.query<{ id: string }[]>(
      `insert into settlement_runs (id, period_start, period_end, started_at, started_by, lines)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
      [
        ...[newId(), period.start, period.end, this.clock.now(), actor.name],
        await countWaiting(tx, { end, anchor: calendar.anchor }),
      ],
    );
    for (const { id } of started) await this.timers.set(tx, nextBatch, id, this.clock.now());
  }
}
