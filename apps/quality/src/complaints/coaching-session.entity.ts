import { Column, Entity, PrimaryColumn } from 'typeorm';

/** QN-4. A talk about a complaint: help, not discipline. */
@Entity('coaching_sessions')
export class CoachingSessionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  complaintId!: string;

  @Column('timestamptz')
  heldAt!: Date;

  @Column('integer', { nullable: true })
  minutes!: number | null;

  @Column('text')
  coach!: string;

  /** What the expert sees of it. */
  @Column('text')
  agreed!: string;

  /** For staff only. */
  @Column('text')
  notes!: string;
}
