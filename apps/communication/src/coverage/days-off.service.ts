import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { addDaysOff, DayOff, removeDayOff } from '#libs/contracts';
import { forbidden, notFound } from '#libs/errors';
import { History } from '#libs/history';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { CoverageEntity } from './coverage.entity.js';
import { notRunning } from './coverage.errors.js';
import { Coverages } from './coverages.js';
import { DayOffEntity } from './day-off.entity.js';
import { TermsInForce } from './terms-in-force.js';

type Kind = z.output<typeof DayOff>['kind'];
interface DaysOff {
  items: z.output<typeof DayOff>[];
}

/** CS-1, CS-7. Holidays and leave that the contract didn't know of. A holiday holds for clocks that start after it came. */
@Injectable()
export class DaysOffService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly inForce: TermsInForce,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, placementId: string): Promise<DaysOff> {
    const { manager } = this.dataSource;
    await this.coverages.ofPlacement(manager, actor, placementId);
    return this.daysOff(manager, placementId);
  }

  /** A day that is off already stays as it is. */
  add(call: Call<typeof addDaysOff>): Promise<DaysOff> {
    const { actor, input } = call;
    const { placementId, kind, name } = input;
    return this.edit(call, kind, async (tx) => {
      const about = { placementId, kind, name, addedBy: actor.name, addedAt: this.clock.now() };
      const rows = [...new Set(input.days)].map((day) => ({ ...about, id: newId(), day }));
      await tx.createQueryBuilder().insert().into(DayOffEntity).values(rows).orIgnore().execute();
    });
  }

  /** 404 `communication.no-such-day-off` */
  remove(call: Call<typeof removeDayOff>): Promise<DaysOff> {
    const { actor, input } = call;
    const { placementId, id, reason } = input;
    return this.edit(call, null, async (tx) => {
      const found = await tx.findOneBy(DayOffEntity, { id, placementId });
      if (!found) throw notFound('communication.no-such-day-off', 'There is no such day off.', { rule: 'CS-1' });
      mayEdit(actor, found.kind);
      await tx.delete(DayOffEntity, { id });
      await this.history.add(tx, placementId, actor, `${found.kind}-removed`, `${found.day} ${found.name}: ${reason}`);
    });
  }

  /** Locks the coverage, changes its days, and lets the calendar and who lives by it follow. */
  private edit(
    call: Call<typeof addDaysOff> | Call<typeof removeDayOff>,
    kind: Kind | null,
    work: (tx: EntityManager) => Promise<void>,
  ): Promise<DaysOff> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'expert');
    if (kind) mayEdit(actor, kind);
    return this.transactions.command(call, async (tx) => {
      const coverage = await this.ownOrStaff(tx, actor, input.placementId);
      if (coverage.state === 'ended') throw notRunning(coverage.state);
      await work(tx);
      await this.inForce.renew(tx, { what: 'days-off', coverage, actor });
      return this.daysOff(tx, input.placementId);
    });
  }

  /** A colleague who stands in sees the placement, but has no leave of its own there. */
  private async ownOrStaff(tx: EntityManager, actor: Actor, placementId: string): Promise<CoverageEntity> {
    const coverage = await this.coverages.ofPlacement(tx, actor, placementId, true);
    if (actor.role === 'expert' && actor.expertId !== coverage.expertId) throw byStaff();
    return coverage;
  }

  private async daysOff(on: EntityManager, placementId: string): Promise<DaysOff> {
    const days = await on.find(DayOffEntity, { where: { placementId }, order: { day: 'asc', kind: 'asc' } });
    return { items: days.map((day) => ({ ...day, addedAt: day.addedAt.toISOString() })) };
  }
}

/** An expert takes leave; a holiday changes what clients are promised. */
function mayEdit(actor: Actor, kind: Kind): void {
  if (actor.role === 'expert' && kind !== 'leave') throw byStaff();
}
const byStaff = () =>
  forbidden('communication.days-off-by-staff', 'An expert edits its own leave; the rest is for staff.', {
    rule: 'CS-1',
  });
