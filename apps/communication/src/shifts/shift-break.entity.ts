import { Column, Entity, PrimaryColumn } from 'typeorm';

/** CS-3. */
@Entity('shift_breaks')
export class ShiftBreakEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  shiftId!: string;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('integer')
  expectedMinutes!: number;

  @Column('timestamptz')
  expectedBackAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('uuid', { nullable: true })
  coveredBy!: string | null;

  @Column('boolean')
  overdueNoted!: boolean;
}
