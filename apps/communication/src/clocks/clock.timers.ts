import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { prepared } from '#libs/persistence';
import { OnTimer, type Timer, Timers } from '#libs/time';
import type { Care } from '../coverage/coverages.js';
import type { ClockEntity } from './clock.entity.js';
import { nextNotice, percentOf, warningAt } from './clock-plan.rules.js';
import { clockTimers } from './clock-steps.js';
import { aboutClock } from './clock.view.js';

const { clockWarned, clockBreached } = communicationEvents;

const columns = `clocks.id, clocks.kind, subject_kind as "subjectKind", subject_id as "subjectId", clocks.title,
  clocks.placement_id as "placementId", clocks.client_id as "clientId", clocks.expert_id as "expertId",
  assigned_to as "assignedTo", target_seconds as "targetSeconds", started_at as "startedAt", due_at as "dueAt",
  warnings, warn_at as "warnAt", warned_seconds as "warnedSeconds", breached_at as "breachedAt",
  team_lead_id as "teamLeadId", account_executive_id as "accountExecutiveId"`;

/** A clock that still runs unbroken, locked; thousands may come due at once, so each costs one look-up. */
const lockRunning = {
  name: 'clock-lock-running',
  text: `select ${columns} from clocks join coverages using (placement_id)
    where clocks.id = $1 and clocks.state = 'running' and breached_at is null for update of clocks`,
};
const breach = {
  name: 'clock-breach',
  text: `update clocks set breached_at = due_at, noticed_late = $3 from coverages
    where clocks.id = $1 and clocks.state = 'running' and breached_at is null and due_at <= $2
      and coverages.placement_id = clocks.placement_id
    returning ${columns}`,
};
type Row = ClockEntity & Care;

/** CS-7. Warnings and breaches, each once, from the plan that the clock's last turn left. */
@Injectable()
export class ClockTimers {
  constructor(
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  @OnTimer(clockTimers.warn)
  async warn(timer: Timer, tx: EntityManager): Promise<void> {
    const [clock] = await prepared<Row>(tx, lockRunning, [timer.subjectId]);
    if (!clock) return;
    const warnedSeconds = warningAt(clock, timer.firedAt);
    if (warnedSeconds !== null) await this.tellWarning(tx, timer, { ...clock, warnedSeconds });
    const next =
      warnedSeconds === null ? { kind: 'breach' as const, at: clock.dueAt! } : nextNotice({ ...clock, warnedSeconds });
    if (next) await this.timers.set(tx, clockTimers[next.kind], clock.id, next.at);
  }

  @OnTimer(clockTimers.breach)
  async breach({ subjectId, firedAt, late }: Timer, tx: EntityManager): Promise<void> {
    const [clock] = await prepared<Row>(tx, breach, [subjectId, firedAt, late]);
    if (!clock) return;
    await this.outbox.add(tx, clockBreached, {
      aggregateId: clock.id,
      actor: systemActor,
      data: { ...aboutClock(clock, clock), breachedAt: clock.breachedAt!.toISOString(), late },
    });
  }

  private async tellWarning(tx: EntityManager, { late }: Timer, clock: Row & { warnedSeconds: number }): Promise<void> {
    await prepared(tx, { name: 'clock-warned', text: 'update clocks set warned_seconds = $2 where id = $1' }, [
      clock.id,
      clock.warnedSeconds,
    ]);
    await this.outbox.add(tx, clockWarned, {
      aggregateId: clock.id,
      actor: systemActor,
      data: {
        ...aboutClock(clock, clock),
        percent: percentOf(clock.warnedSeconds, clock.targetSeconds),
        dueAt: clock.dueAt?.toISOString() ?? null,
        late,
      },
    });
  }
}
