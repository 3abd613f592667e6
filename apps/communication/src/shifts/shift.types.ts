import type { z } from 'zod';
import type * as wire from '#libs/contracts';
import type { ContractTerms } from '#libs/contracts';
import type { ShiftEntity } from './shift.entity.js';

export type ShiftState = z.output<typeof wire.ShiftState>;
export type UpdateState = z.output<typeof wire.UpdateSlot>['state'];
export type FactKind = z.output<typeof wire.PresenceFact>['kind'];

/** What the terms ask of an expert in a shift; `null` switches a duty off. */
export type Duties = Pick<
  ContractTerms,
  'showTimeToleranceMinutes' | 'noShowMinutes' | 'hourlyUpdate' | 'silenceMinutes'
>;

/** CS-2. A status; `asked` unless it came when none was due. */
export interface StatusUpdate {
  readonly id: string;
  readonly dueAt: Date;
  readonly asked: boolean;
  readonly state: UpdateState;
  readonly text: string | null;
  readonly givenAt: Date | null;
}

/** CS-3. "BRB": declared from `startedAt` to `expectedBackAt`, and over once the expert is back. */
export interface ShiftBreak {
  readonly id: string;
  readonly startedAt: Date;
  readonly expectedMinutes: number;
  readonly expectedBackAt: Date;
  readonly endedAt: Date | null;
  readonly coveredBy: string | null;
  readonly overdueNoted: boolean;
}

/** A shift with all that its rules look at. */
export interface ShiftFacts {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly duties: Duties;
  readonly state: ShiftState;
  readonly checkedInAt: Date | null;
  readonly lateMinutes: number;
  readonly silenceNotedSince: Date | null;
  /** In the order of their due times. */
  readonly updates: readonly StatusUpdate[];
  /** In the order they were taken. */
  readonly breaks: readonly ShiftBreak[];
  /** When the expert was heard of during the shift, in order. */
  readonly signs: readonly Date[];
}

/** A shift with its updates, breaks and signs, locked. */
export type LiveShift = ShiftEntity & ShiftFacts;
