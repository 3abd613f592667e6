import type { z } from 'zod';
import type { communicationEvents, timesheetEvents } from '#libs/contracts';
import { addDays, type Day, dayOf, startOfDay } from '#libs/time';
import type { DeliveryEntity, DeliveryKind } from './delivery.entity.js';

type Communication = typeof communicationEvents;
type Told<E extends keyof Communication> = Communication[E] extends { data: infer D extends z.ZodType }
  ? z.output<D>
  : never;

/** What one event tells of a promise or piece of work; merged with what others tell of the same. */
export interface Delivered extends Pick<DeliveryEntity, 'kind' | 'subjectId' | 'day' | 'kept'> {
  amount?: number;
  target?: number;
}

const told = (kind: DeliveryKind, subjectId: string, day: Day, kept: boolean): Delivered => ({
  ...{ kind, subjectId, day, kept },
});

/**
 * QN-5. A clock that ended says how many seconds it counted, of how many promised. One that only rests or ends with its
 * placement, unbroken, says nothing (null): an answer due in 30 minutes that is put away after 10 was neither given nor
 * missed.
 */
export const ofStoppedClock = (
  { kind, clockId, startedAt, because, kept, countedSeconds, targetSeconds }: Told<'clockStopped'>,
  zone: string,
): Delivered | null =>
  because !== 'done' && kept
    ? null
    : {
        ...told(kind, clockId, dayOf(new Date(startedAt), zone), kept),
        ...{ amount: countedSeconds, target: targetSeconds },
      };

/** QN-5. A broken promise took at least all of its time, whenever it is done. */
export const ofBrokenClock = (
  { kind, clockId, startedAt, targetSeconds }: Told<'clockBreached'>,
  zone: string,
): Delivered => ({
  ...told(kind, clockId, dayOf(new Date(startedAt), zone), false),
  ...{ amount: targetSeconds, target: targetSeconds },
});

/** CS-2. An hourly update: it counts for the award only (QN-8). */
export const ofUpdate = ({ slotId, day }: Told<'updateMissed'> | Told<'updateGiven'>, kept: boolean): Delivered =>
  told('update', slotId, day, kept);

/** CS-1. Punctual is without a minute beyond the tolerance; who came after the no-show was late, too. */
export const ofCheckIn = ({ shiftId, day, lateMinutes }: Told<'checkedIn'>): Delivered => ({
  ...told('show-time', shiftId, day, lateMinutes === 0),
  amount: lateMinutes,
});
export const ofNoShow = ({ shiftId, day }: Told<'noShow'>): Delivered => told('show-time', shiftId, day, false);

/** CS-3. */
export const ofBreak = ({ breakId, day }: Told<'breakEnded'> | Told<'breakOverdue'>, kept: boolean): Delivered =>
  told('break', breakId, day, kept);

/**
 * QN-8. Hours are in on time until the end of the day they are due, where the placement is. A week from March 2nd, due
 * after 7 days, handed in on Monday the 9th at 23:59: in time, and it belongs to the 9th. Handed in again after it was
 * returned, it stays in time.
 */
export const ofSheet = (
  { sheetId, week, minutes, submittedAt }: z.output<typeof timesheetEvents.sheetSubmitted.data>,
  zone: string,
  dueDays: number,
): Delivered => {
  const due = addDays(week, dueDays);
  const isInTime = new Date(submittedAt) < startOfDay(addDays(due, 1), zone);
  return { ...told('sheet', sheetId, due, isInTime), amount: minutes };
};
