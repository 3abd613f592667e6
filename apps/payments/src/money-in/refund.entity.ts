import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Refund } from '#libs/contracts';

/** PM-4. Money that went back, by the network or by the bank; in minor units of its currency. */
@Entity('refunds')
export class RefundEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  paymentId!: string;

  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint')
  amountMinor!: string;

  @Column('jsonb')
  takenOff!: z.output<typeof Refund>['takenOff'];

  /** The bank's; unique among refunds. */
  @Column('text')
  bankReference!: string;

  @Column('date')
  refundedOn!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  kind!: z.output<typeof Refund>['kind'];

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text')
  recordedBy!: string;
}
