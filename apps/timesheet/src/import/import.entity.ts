import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportRow, RefusedRow } from './import.rules.js';
import type { Picking } from './pick-rows.rules.js';

/** What became of a row; `new` in a preview is `added` after the commit. */
export interface RowOutcome {
  line: number;
  outcome: 'new' | 'known' | 'added' | 'refused';
  day: string | null;
  minutes: number | null;
  task: string | null;
  note: string | null;
  code: string | null;
  reason: string | null;
  entryIds: string[];
}

/** Instants are text in here: it is kept as JSON. */
export type StoredRow = Omit<ImportRow, 'startedAt' | 'endedAt'> & { startedAt?: string; endedAt?: string };

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
  tool!: 'toggl' | 'clockify' | 'harvest';

  @Column('text')
  state!: 'previewed' | 'committed';

  @Column('jsonb', { name: 'rows' })
  content!: ImportContent;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  committedAt!: Date | null;
}
