import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { ClientPaymentState, NewClientPayment, PaymentSource } from '#libs/contracts';

/** PM-4. Money that came in; amounts in minor units of its currency. */
@Entity('client_payments')
export class ClientPaymentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** Null while nobody knows whose money it is. */
  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint')
  amountMinor!: string;

  @Column('bigint')
  allocatedMinor!: string;

  @Column('bigint')
  refundedMinor!: string;

  @Column('date')
  receivedOn!: string;

  /** The bank's; unique. */
  @Column('text')
  bankReference!: string;

  @Column('text', { nullable: true })
  payerName!: string | null;

  /** In full; masked for whoever reads it. */
  @Column('text', { nullable: true })
  payerAccount!: string | null;

  @Column('uuid', { nullable: true })
  payerAccountId!: string | null;

  @Column('text', { nullable: true })
  remittance!: string | null;

  /** What the payer named the transfer. */
  @Column('text', { nullable: true })
  endToEndId!: string | null;

  @Column('text')
  source!: z.output<typeof PaymentSource>;

  @Column('text')
  state!: z.output<typeof ClientPaymentState>;

  @Column('uuid', { nullable: true })
  statementId!: string | null;

  /** How it was matched, or why it wasn't. */
  @Column('text')
  matching!: string;

  /** RC-4. Until a statement shows it, or a person decides. */
  @Column('boolean')
  waitsForBank!: boolean;

  @Column('jsonb')
  asked!: z.output<typeof NewClientPayment>;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text')
  recordedBy!: string;

  @Column('uuid')
  recordedById!: string;
}
