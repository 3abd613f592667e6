import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Case } from '#libs/contracts';

type CaseWire = z.output<typeof Case>;
export type CaseKind = CaseWire['kind'];
export type CaseState = CaseWire['state'];

/** QN-3, QN-6. What somebody has to look into, until it has a root cause and an action. */
@Entity('cases')
export class CaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: CaseKind;

  /** What it is about: at most one open case for the same thing. */
  @Column('text')
  about!: string;

  @Column('text')
  state!: CaseState;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('text')
  words!: string;

  @Column('jsonb')
  facts!: Record<string, unknown>;

  @Column('timestamptz')
  openedAt!: Date;

  @Column('timestamptz')
  dueAt!: Date;

  @Column('timestamptz', { nullable: true })
  overdueAt!: Date | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('text', { nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('text', { nullable: true })
  rootCause!: string | null;

  @Column('text', { nullable: true })
  action!: string | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer')
  version!: number;
}
