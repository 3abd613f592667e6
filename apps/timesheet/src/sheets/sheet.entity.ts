import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SheetState } from '../types.js';

/** TS-6. One placement's week. */
@Entity('sheets')
export class SheetEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('date')
  week!: string;

  @Column('text')
  state!: SheetState;

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('timestamptz', { nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  approvesItselfAt!: Date | null;

  @Column('text', { nullable: true })
  returnedReason!: string | null;

  @Column('integer')
  version!: number;
}
