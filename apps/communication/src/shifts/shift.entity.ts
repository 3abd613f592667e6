import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Duties, ShiftState } from './shift.types.js';

/** CS-1. A stretch in which an expert is there. */
@Entity('shifts')
export class ShiftEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  expertName!: string;

  /** Of `timeZone`. */
  @Column('date')
  day!: string;

  @Column('text')
  timeZone!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  @Column('jsonb')
  duties!: Duties;

  @Column('text')
  state!: ShiftState;

  @Column('timestamptz', { nullable: true })
  checkedInAt!: Date | null;

  @Column('integer')
  lateMinutes!: number;

  @Column('text', { nullable: true })
  suspendedBecause!: string | null;

  @Column('timestamptz', { nullable: true })
  silenceNotedSince!: Date | null;
}
