import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Standing } from './standards.rules.js';

/** QN-8. How an expert stands in a month that is over, with the evidence. */
@Entity('award_standings')
export class AwardStandingEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  expertId!: string;

  /** Its first day. */
  @Column('date')
  month!: string;

  @Column('boolean')
  won!: boolean;

  @Column('integer')
  measured!: number;

  @Column('jsonb')
  standards!: Standing['standards'];

  @Column('timestamptz')
  computedAt!: Date;

  @Column('text')
  computedBy!: string;
}
