import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Lead, LeadCompany, LeadContact, LeadState } from '#libs/contracts';

type LeadView = z.output<typeof Lead>;

/** RC-1. A company somebody brings. */
@Entity('leads')
export class LeadEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  referrerId!: string;

  @Column('text')
  companyName!: string;

  @Column('jsonb')
  company!: z.output<typeof LeadCompany>;

  @Column('jsonb')
  contact!: z.output<typeof LeadContact>;

  @Column('text')
  need!: string;

  @Column('text')
  relation!: string;

  @Column('text')
  state!: z.output<typeof LeadState>;

  @Column('text')
  programme!: string;

  /** RC-4. Pinned when it was accepted. */
  @Column('integer')
  ratePercent!: number;

  @Column('timestamptz', { nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  protectedUntil!: Date | null;

  @Column('boolean')
  extended!: boolean;

  @Column('jsonb', { nullable: true })
  meeting!: LeadView['meeting'];

  @Column('jsonb', { nullable: true })
  plan!: LeadView['plan'];

  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('jsonb', { nullable: true })
  reportedWin!: LeadView['reportedWin'];

  @Column('timestamptz', { nullable: true })
  wonAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('integer')
  version!: number;
}
