import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { InvoiceState, Party, SellerParty } from '#libs/contracts';

/** PM-4. Amounts in minor units of its currency. */
@Entity('invoices')
export class InvoiceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  currency!: string;

  @Column('text')
  state!: z.output<typeof InvoiceState>;

  @Column('integer', { nullable: true })
  year!: number | null;

  @Column('integer', { nullable: true })
  serial!: number | null;

  @Column('text', { nullable: true })
  number!: string | null;

  /** ISO 11649, for whoever pays. */
  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('date')
  periodStart!: string;

  @Column('date')
  periodEnd!: string;

  @Column('integer')
  lines!: number;

  @Column('integer')
  minutes!: number;

  @Column('bigint')
  netMinor!: string;

  /** Basis points. */
  @Column('integer')
  taxRate!: number;

  @Column('bigint')
  taxMinor!: string;

  @Column('bigint')
  creditedNetMinor!: string;

  @Column('bigint')
  creditedTaxMinor!: string;

  @Column('bigint')
  paidMinor!: string;

  /** How often money or a credit note moved it. */
  @Column('integer')
  movements!: number;

  @Column('date', { nullable: true })
  issuedOn!: string | null;

  @Column('date', { nullable: true })
  dueOn!: string | null;

  @Column('integer')
  reminders!: number;

  @Column('text', { nullable: true })
  purchaseOrder!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('jsonb', { nullable: true })
  buyer!: z.output<typeof Party> | null;

  @Column('jsonb', { nullable: true })
  seller!: z.output<typeof SellerParty> | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('integer')
  version!: number;
}
