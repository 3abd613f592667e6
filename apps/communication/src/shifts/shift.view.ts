import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import type { Shift } from '#libs/contracts';
import { minutesOver } from './attendance.rules.js';
import { showTimeOf } from './presence.rules.js';
import type { ShiftBreak, StatusUpdate } from './shift.types.js';
import { ShiftEntity } from './shift.entity.js';
import { ShiftBreakEntity } from './shift-break.entity.js';
import { ShiftUpdateEntity } from './shift-update.entity.js';

export type ShiftView = z.output<typeof Shift>;

/** Shifts as their readers see them, with their updates and breaks, in the order given. */
export async function shiftViews(on: EntityManager, shifts: readonly ShiftEntity[]): Promise<ShiftView[]> {
  const ofThese = { where: { shiftId: In(shifts.map(({ id }) => id)) } };
  const updates = await on.find(ShiftUpdateEntity, { ...ofThese, order: { dueAt: 'ASC', id: 'ASC' } });
  const breaks = await on.find(ShiftBreakEntity, { ...ofThese, order: { startedAt: 'ASC', id: 'ASC' } });
  const updatesOf = Map.groupBy(updates, ({ shiftId }) => shiftId);
  const breaksOf = Map.groupBy(breaks, ({ shiftId }) => shiftId);
  return shifts.map((shift) => shiftView(shift, updatesOf.get(shift.id) ?? [], breaksOf.get(shift.id) ?? []));
}

function shiftView(shift: ShiftEntity, updates: readonly StatusUpdate[], breaks: readonly ShiftBreak[]): ShiftView {
  const { id, placementId, clientId, expertId, expertName, day, state, lateMinutes, suspendedBecause } = shift;
  return {
    ...{ id, placementId, clientId, expertId, expertName, day, state, lateMinutes, suspendedBecause },
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    showTimeBy: showTimeOf(shift)?.toISOString() ?? null,
    checkedInAt: shift.checkedInAt?.toISOString() ?? null,
    updates: updates.map(updateView),
    breaks: breaks.map(breakView),
  };
}

const updateView = ({ id, dueAt, state, text, givenAt }: StatusUpdate): ShiftView['updates'][number] => ({
  ...{ id, state, text },
  dueAt: dueAt.toISOString(),
  givenAt: givenAt?.toISOString() ?? null,
});

const breakView = (taken: ShiftBreak): ShiftView['breaks'][number] => ({
  id: taken.id,
  startedAt: taken.startedAt.toISOString(),
  expectedMinutes: taken.expectedMinutes,
  expectedBackAt: taken.expectedBackAt.toISOString(),
  endedAt: taken.endedAt?.toISOString() ?? null,
  late: taken.overdueNoted || minutesOver(taken) > 0,
  coveredBy: taken.coveredBy,
});
