import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UpdateState } from './shift.types.js';

/** CS-2. */
@Entity('shift_updates')
export class ShiftUpdateEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  shiftId!: string;

  @Column('timestamptz')
  dueAt!: Date;

  @Column('boolean')
  asked!: boolean;

  @Column('text')
  state!: UpdateState;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('timestamptz', { nullable: true })
  givenAt!: Date | null;
}
