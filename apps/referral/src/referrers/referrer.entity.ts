import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { ReferrerKind } from '#libs/contracts';

/** RC-1. An expert's id is its own, a client's its company's, a partner's its account's; an outsider has one of its own. */
@Entity('referrers')
export class ReferrerEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: z.output<typeof ReferrerKind>;

  @Column('text')
  name!: string;

  /** Of an outsider. */
  @Column('text', { nullable: true })
  email!: string | null;

  /** In force; unique. */
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  createdBy!: string;
}
