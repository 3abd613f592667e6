import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Import } from '#libs/contracts';
import type { ImportRow, RefusedRow } from './import.rules.js';
import type { Picking } from './pick-rows.rules.js';

type ImportView = z.output<typeof Import>;

/** What became of a row; `new` in a preview is `added` after the commit. */
export type RowOutcome = ImportView['rows'][number];

/** Instants are text in here: it is kept as JSON. */
export type StoredRow = Omit<ImportRow, 'startedAt' | 'endedAt'> & { startedAt?: string; endedAt?: string };

/** What a preview read, and what became of it. */
export interface ImportContent {
  picking: Picking;
  parsed: StoredRow[];
  refused: RefusedRow[];
  outcomes: RowOutcome[];
  newTasks: string[];
}

@Entity('imports')
export class ImportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  tool!: ImportView['tool'];

  @Column('text')
  state!: ImportView['state'];

  @Column('jsonb')
  content!: ImportContent;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  committedAt!: Date | null;
}
