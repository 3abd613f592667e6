import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { BugState as State, Severity as HowBad } from '#libs/contracts';

export type BugState = z.output<typeof State>;
export type Severity = z.output<typeof HowBad>;

/** CS-6. A bug a client reported. */
@Entity('bugs')
export class BugEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text')
  severity!: Severity;

  @Column('text')
  state!: BugState;

  /** The one in use; none once the bug is open again. */
  @Column('text', { nullable: true })
  workaround!: string | null;

  @Column('text', { nullable: true })
  fix!: string | null;

  @Column('text')
  reportedBy!: string;

  @Column('timestamptz')
  reportedAt!: Date;

  @Column('timestamptz', { nullable: true })
  fixedAt!: Date | null;

  /** TS-11. Its task on the board. */
  @Column('uuid', { nullable: true })
  taskId!: string | null;

  @Column('integer')
  version!: number;
}
