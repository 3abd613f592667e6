import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProgrammeTerms } from '../types.js';

/** Section 1. One published version of a programme; it never changes, because openings and contracts pin it. */
@Entity('programmes')
export class ProgrammeEntity {
  @PrimaryColumn('text')
  id!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  name!: string;

  @Column('jsonb')
  terms!: ProgrammeTerms;

  @Column('timestamptz')
  publishedAt!: Date;

  @Column('text')
  publishedBy!: string;
}
