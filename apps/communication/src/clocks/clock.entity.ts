import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type * as wire from '#libs/contracts';
import type { ClockEventKind } from '#libs/service-clock';

export type ClockKind = z.output<typeof wire.ClockKind>;
export type ClockSubject = z.output<typeof wire.ClockSubject>;
export type ClockState = z.output<typeof wire.ClockState>;
/** `done`: by whoever had to keep it; `paused`, `ended`: with the placement. */
export type StoppedBecause = 'done' | 'paused' | 'ended';

/** CS-7. A promise that is measured. */
@Entity('clocks')
export class ClockEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: ClockKind;

  @Column('text')
  subjectKind!: ClockSubject;

  @Column('uuid')
  subjectId!: string;

  @Column('text')
  title!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  /** Account of who has to keep it. */
  @Column('uuid')
  assignedTo!: string;

  @Column('integer')
  calendarVersion!: number;

  @Column('boolean')
  aroundTheClock!: boolean;

  @Column('integer')
  targetSeconds!: number;

  @Column('text')
  state!: ClockState;

  /** `at` is an instant as on the wire. */
  @Column('jsonb')
  events!: { kind: ClockEventKind; at: string }[];

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  stoppedAt!: Date | null;

  @Column('text', { nullable: true })
  stoppedBecause!: StoppedBecause | null;

  /** What it goes back to when the placement resumes. */
  @Column('text', { nullable: true })
  afterPause!: 'running' | 'waiting' | null;

  /** Service seconds at which it warns, ascending; `warnAt` is when, if nothing changes. */
  @Column('integer', { array: true })
  warnings!: number[];

  @Column('timestamptz', { array: true })
  warnAt!: Date[];

  /** Of the last warning given. */
  @Column('integer', { nullable: true })
  warnedSeconds!: number | null;

  /** When it is broken if nothing changes; null while it doesn't run. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  breachedAt!: Date | null;

  @Column('boolean')
  noticedLate!: boolean;
}
