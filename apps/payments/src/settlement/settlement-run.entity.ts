import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Refusal } from './settlement-batch.rules.js';

/** PM-3. The settlement of one period: made once, worked off in batches, however often it is interrupted. */
@Entity('settlement_runs')
export class SettlementRunEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('date')
  periodStart!: string;

  @Column('date')
  periodEnd!: string;

  @Column('text')
  state!: 'running' | 'done';

  @Column('timestamptz')
  startedAt!: Date;

  @Column('text')
  startedBy!: string;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('integer')
  settlements!: number;

  @Column('integer')
  lines!: number;

  @Column('integer')
  linesSettled!: number;

  @Column('jsonb')
  refused!: Refusal[];

  @Column('uuid')
  settledUpTo!: string;
}
