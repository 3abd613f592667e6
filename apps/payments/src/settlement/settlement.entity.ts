import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PM-3. What a placement's approved lines of a period came to; never changed. */
@Entity('settlements')
export class SettlementEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  runId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('char')
  currency!: string;

  @Column('date')
  periodStart!: string;

  @Column('date')
  periodEnd!: string;

  @Column('integer')
  lines!: number;

  @Column('integer')
  minutes!: number;

  @Column('bigint')
  payMinor!: string;

  @Column('bigint')
  billMinor!: string;

  @Column('timestamptz')
  settledAt!: Date;
}
