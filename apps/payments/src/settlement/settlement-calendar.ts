import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, Clock, type Day, dayOf, Timers } from '#libs/time';
import { SETTLEMENT_CONFIG, type SettlementConfig } from '../config.js';
import { type Calendar, nextEnd, settlesAt } from './calendar.rules.js';

export const settlementDue = 'payments.settlement-due';

/** Contracts without a period of their own don't exist; a network without contracts counts in fortnights. */
const usualLength = 14;

/** When the next settlement falls due: one timer for the whole network. */
@Injectable()
export class SettlementCalendar {
  constructor(
    @Inject(SETTLEMENT_CONFIG) private readonly config: SettlementConfig,
    private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  get anchor(): Day {
    return this.config.SETTLEMENT_ANCHOR;
  }

  async calendar(on: Pick<EntityManager, 'query'>): Promise<Calendar> {
    const rows = await on.query<{ length: number }[]>(`select distinct settlement_every_days as length from contracts`);
    return { anchor: this.anchor, lengths: rows.length ? rows.map(({ length }) => length) : [usualLength] };
  }

  /** Sets the timer for the end of the next period, which may be over already after an outage. */
  async arm(tx: EntityManager): Promise<void> {
    const [run] = await tx.query<{ end: Day | null }[]>('select max(period_end) as end from settlement_runs');
    const from = run?.end ? addDays(run.end, 1) : dayOf(this.clock.now(), 'UTC');
    const end = nextEnd(from, await this.calendar(tx));
    await this.timers.set(tx, settlementDue, 'network', settlesAt(end));
  }

  /** The day an expert's next settlement happens: the one after the end of the first period to end of its placements. */
  async nextFor(on: Pick<EntityManager, 'query'>, expertId: string): Promise<Day> {
    const rows = await on.query<{ length: number }[]>(
      `select distinct settlement_every_days as length from contracts join placements using (placement_id)
       where expert_id = $1`,
      [expertId],
    );
    const lengths = rows.length ? rows.map(({ length }) => length) : [usualLength];
    return addDays(nextEnd(dayOf(this.clock.now(), 'UTC'), { anchor: this.anchor, lengths }), 1);
  }
}
