import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { QuestionAction, QuestionState as State } from '#libs/contracts';

export type QuestionState = z.output<typeof State>;
/** A state in which an answer is owed. */
export type OwedState = 'open' | 'checking' | 'researching';

/** CS-4, CS-5. A client's question. */
@Entity('questions')
export class QuestionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  state!: QuestionState;

  /** What it goes back to when the client answers. */
  @Column('text', { nullable: true })
  beforeWaiting!: OwedState | null;

  /** Account of who answers. */
  @Column('uuid')
  assignedTo!: string;

  @Column('text')
  askedBy!: string;

  @Column('timestamptz')
  askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  nextUpdateDue!: Date | null;

  @Column('jsonb', { nullable: true })
  action!: z.output<typeof QuestionAction> | null;

  @Column('integer')
  version!: number;
}
