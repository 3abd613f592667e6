import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { CommissionState } from '#libs/contracts';

/** RC-4, RC-5. What a referrer gets for one payment on one invoice. Amounts are minor units, as Postgres writes them. */
@Entity('commissions')
export class CommissionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  referrerId!: string;

  @Column('uuid')
  leadId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  invoiceId!: string;

  @Column('uuid')
  paymentId!: string;

  @Column('text')
  bankReference!: string;

  /** What it was earned by: the payment's part for the invoice. */
  @Column('uuid')
  movementId!: string;

  @Column('integer')
  ratePercent!: number;

  @Column('char', { length: 3 })
  currency!: string;

  @Column('bigint')
  baseMinor!: string;

  @Column('bigint')
  amountMinor!: string;

  /** Before it was released. */
  @Column('bigint')
  takenBackMinor!: string;

  /** After it was released: owed back by the referrer. */
  @Column('bigint')
  takenBackLaterMinor!: string;

  @Column('bigint')
  setOffMinor!: string;

  @Column('bigint')
  creditedMinor!: string;

  @Column('text')
  state!: z.output<typeof CommissionState>;

  @Column('timestamptz')
  earnedAt!: Date;

  @Column('timestamptz')
  releaseAt!: Date;

  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;
}

/** Earned and not taken back, before or after release. */
export const leftOf = ({ amountMinor, takenBackMinor, takenBackLaterMinor }: CommissionEntity): bigint =>
  BigInt(amountMinor) - BigInt(takenBackMinor) - BigInt(takenBackLaterMinor);
