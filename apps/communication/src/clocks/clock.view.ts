import type { z } from 'zod';
import type { PromiseClock } from '#libs/contracts';
import { countedSeconds, type ServiceCalendar } from '#libs/service-clock';
import type { Care } from '../coverage/coverages.js';
import type { ClockEntity } from './clock.entity.js';
import { percentOf } from './clock-plan.rules.js';
import { serviceClock } from './service-clock.js';

export type PromiseClockView = z.output<typeof PromiseClock>;

/** What anybody sees of a clock at `now`. */
export function viewOf(clock: ClockEntity, calendar: ServiceCalendar, now: Date): PromiseClockView {
  const { id, kind, subjectKind, subjectId, placementId, clientId, expertId, state, targetSeconds } = clock;
  const counted = countedSeconds(serviceClock(clock, calendar), now);
  return {
    ...{ id, kind, subjectKind, subjectId, placementId, clientId, expertId, state, targetSeconds },
    countedSeconds: counted,
    remainingSeconds: targetSeconds - counted,
    startedAt: clock.startedAt.toISOString(),
    stoppedAt: clock.stoppedAt?.toISOString() ?? null,
    dueAt: clock.dueAt?.toISOString() ?? null,
    warnedPercent: clock.warnedSeconds === null ? null : percentOf(clock.warnedSeconds, targetSeconds),
    breachedAt: clock.breachedAt?.toISOString() ?? null,
    noticedLate: clock.noticedLate,
    calendarVersion: clock.calendarVersion,
  };
}

/** What every event of a clock says. */
export const aboutClock = (clock: ClockEntity, { teamLeadId, accountExecutiveId }: Care) => ({
  clockId: clock.id,
  kind: clock.kind,
  subjectKind: clock.subjectKind,
  subjectId: clock.subjectId,
  title: clock.title,
  placementId: clock.placementId,
  clientId: clock.clientId,
  expertId: clock.expertId,
  assignedTo: clock.assignedTo,
  ...{ teamLeadId, accountExecutiveId },
  targetSeconds: clock.targetSeconds,
  startedAt: clock.startedAt.toISOString(),
});
