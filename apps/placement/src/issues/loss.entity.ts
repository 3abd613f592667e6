import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Forgiveness } from './strikes.rules.js';

/** PL-13. A client lost because of an issue. It never goes away; forgiven or lifted it no longer counts. */
@Entity('losses')
export class LossEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  category!: string;

  /** The category's when it was recorded: a catalogue that changes bars nobody out of the blue. */
  @Column('text', { name: 'group_key' })
  group!: string;

  @Column('text')
  what!: string;

  /** When the work for the client ended. */
  @Column('timestamptz')
  lostAt!: Date;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text', { nullable: true })
  forgivenBecause!: Forgiveness['because'] | null;

  @Column('uuid', { nullable: true })
  laterPlacementId!: string | null;

  @Column('timestamptz', { nullable: true })
  forgivenAt!: Date | null;

  @Column('text', { nullable: true })
  liftReason!: string | null;

  @Column('text', { nullable: true })
  liftedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  liftedAt!: Date | null;
}
