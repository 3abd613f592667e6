import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FactKind } from './shift.types.js';

/** CS-1 to CS-3. Noted once, never changed. */
@Entity('presence_facts')
export class PresenceFactEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: FactKind;

  @Column('uuid')
  shiftId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  expertName!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('integer', { nullable: true })
  minutes!: number | null;

  @Column('text')
  words!: string;

  @Column('boolean')
  noticedLate!: boolean;
}
