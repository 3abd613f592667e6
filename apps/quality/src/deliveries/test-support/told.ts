import type { z } from 'zod';
import { communicationEvents, type ScoreKey, timesheetEvents } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { type Day, instantOf } from '#libs/time';
import { careOf, partiesOf, type TestPlacement } from '../../test-support/builders.js';
import { ClientScores } from '../client-scores.js';

const events = communicationEvents;
type ClockKind = z.output<typeof events.clockStopped.data>['kind'];

interface Clock {
  kind?: ClockKind;
  day: Day;
  /** In Berlin. */
  time?: string;
  minutes?: number;
  promise?: number;
  because?: 'done' | 'paused' | 'ended';
  kept?: boolean;
  clockId?: string;
}

const clockOf = (
  placement: TestPlacement,
  { kind = 'first-answer', day, time = '10:00', promise = 30, clockId = newId() }: Clock,
): Omit<z.output<typeof events.clockStarted.data>, 'dueAt'> => ({
  ...{ clockId, kind, subjectKind: 'question', subjectId: newId(), title: 'Which database?' },
  ...partiesOf(placement),
  ...careOf(placement),
  ...{ targetSeconds: promise * 60, startedAt: instantOf(day, time, 'Europe/Berlin').toISOString() },
});

/** A promise kept, or ended broken. */
export const stopped = (test: TestService, placement: TestPlacement, clock: Clock): Promise<void> => {
  const { minutes = 10, promise = 30, because = 'done', kept = minutes <= promise } = clock;
  const about = clockOf(placement, clock);
  const at = new Date(Date.parse(about.startedAt) + minutes * 60_000).toISOString();
  return test.hears(events.clockStopped, about.clockId, {
    ...about,
    ...{ stoppedAt: at, countedSeconds: minutes * 60, because, kept },
  });
};

export const breached = (test: TestService, placement: TestPlacement, clock: Clock): Promise<void> => {
  const about = clockOf(placement, clock);
  const breachedAt = new Date(Date.parse(about.startedAt) + about.targetSeconds * 1_000).toISOString();
  return test.hears(events.clockBreached, about.clockId, { ...about, breachedAt, late: false });
};

const shiftOf = (placement: TestPlacement, day: Day, shiftId = newId()) => ({
  ...{ shiftId, ...partiesOf(placement), day, timeZone: 'Europe/Berlin' },
  ...{ teamLeadId: placement.lead.id, accountExecutiveId: placement.ae.id },
});
const nine = (day: Day): string => instantOf(day, '09:00', 'Europe/Berlin').toISOString();

export const came = (test: TestService, of: TestPlacement, day: Day, lateMinutes = 0, shiftId = newId()) =>
  test.hears(events.checkedIn, shiftId, {
    ...shiftOf(of, day, shiftId),
    ...{ startsAt: nine(day), checkedInAt: nine(day), lateMinutes },
  });
export const didNotCome = (test: TestService, of: TestPlacement, day: Day, shiftId = newId()) =>
  test.hears(events.noShow, shiftId, { ...shiftOf(of, day, shiftId), startsAt: nine(day), late: false });

export const updated = (test: TestService, of: TestPlacement, day: Day, given: boolean, slotId = newId()) => {
  const about = { ...shiftOf(of, day), slotId, dueAt: nine(day) };
  return given
    ? test.hears(events.updateGiven, about.shiftId, { ...about, text: 'Status: testing', givenAt: nine(day) })
    : test.hears(events.updateMissed, about.shiftId, { ...about, late: false });
};

export const tookBreak = (test: TestService, of: TestPlacement, day: Day, late: boolean, breakId = newId()) => {
  const about = shiftOf(of, day);
  return test.hears(events.breakEnded, about.shiftId, { ...about, breakId, endedAt: nine(day), late });
};
export const breakOverran = (test: TestService, of: TestPlacement, day: Day, breakId = newId()) => {
  const about = shiftOf(of, day);
  return test.hears(events.breakOverdue, about.shiftId, { ...about, breakId, expectedBackAt: nine(day) });
};

export const handedIn = (test: TestService, of: TestPlacement, week: Day, submittedAt: string, sheetId = newId()) =>
  test.hears(timesheetEvents.sheetSubmitted, sheetId, {
    ...{ sheetId, ...partiesOf(of), week, minutes: 2_400, submittedAt, approvesItselfAt: submittedAt },
  });

interface Line {
  taskId: string;
  day: Day;
  minutes: number;
  estimate?: number | null;
  entryId?: string;
}
export const approved = (
  test: TestService,
  of: TestPlacement,
  { taskId, day, minutes, estimate, entryId = newId() }: Line,
) => {
  const sheetId = newId();
  const line = {
    ...{ entryId, taskId, taskTitle: 'Checkout', estimateMinutes: estimate ?? null },
    ...{ workedOn: day, minutes, correctsEntryId: null, approvedAt: nine(day), approvedBy: 'Carl Client' },
    how: 'client' as const,
  };
  return test.hears(timesheetEvents.linesApproved, sheetId, {
    ...{ sheetId, ...partiesOf(of), week: day, lines: [line] },
  });
};

/** One score of a one-to-one. */
export const scored = (
  test: TestService,
  placement: TestPlacement,
  { key = 'answers-fast', score, day }: { key?: z.output<typeof ScoreKey>; score: number; day: Day },
): Promise<void> =>
  test.app.get(Transactions).run((tx) =>
    test.app.get(ClientScores).set(
      tx,
      { source: 'one-to-one', sourceId: newId(), placement: partiesOf(placement), day },
      {
        [key]: score,
      },
    ),
  );
