import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SourceKind, TaskColumn } from '../types.js';

@Entity('tasks')
export class TaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  column!: TaskColumn;

  @Column('integer', { nullable: true })
  estimateMinutes!: number | null;

  /** Kept by each change of an entry, in the same transaction. */
  @Column('integer')
  reportedMinutes!: number;

  /** The sprint it is planned into: a Monday. */
  @Column('date', { nullable: true })
  week!: string | null;

  /** TS-11, RC-2. Null for a task somebody put on the board. */
  @Column('text', { nullable: true })
  sourceKind!: SourceKind | null;

  @Column('uuid', { nullable: true })
  sourceId!: string | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  updatedBy!: string;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
