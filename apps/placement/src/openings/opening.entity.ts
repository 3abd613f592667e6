import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MoneyColumns } from '#libs/persistence';
import type { EngagementKind, OpeningState, RateZone, RequiredSkill } from '../types.js';

/** PL-4. What a client needs. */
@Entity('openings')
export class OpeningEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  programme!: string;

  /** Pinned when the opening was described; the contract starts from it. */
  @Column('integer')
  programmeVersion!: number;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('jsonb')
  skills!: RequiredSkill[];

  /** Minimum years by `skillKey`, to match with experts. */
  @Column('jsonb')
  skillYears!: Record<string, number>;

  @Column('text')
  engagementKind!: EngagementKind;

  @Column('integer')
  hoursPerWeek!: number;

  @Column('date')
  startsOn!: string;

  @Column('integer')
  durationMonths!: number;

  @Column('text')
  rateZone!: RateZone;

  /** What the client pays an hour. */
  @Column(() => MoneyColumns)
  budgetRate!: MoneyColumns;

  @Column('text')
  state!: OpeningState;

  @Column('text', { nullable: true })
  withdrawnReason!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('integer')
  version!: number;
}
