import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TypedBankDetails } from '../bank-details/bank-details.rules.js';
import type { PayoutState } from './payout-states.rules.js';

/** PM-5. One request for money, until it has arrived or come back. */
@Entity('payouts')
export class PayoutEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  expertId!: string;

  @Column('char')
  currency!: string;

  @Column('bigint')
  amountMinor!: string;

  @Column('text')
  state!: PayoutState;

  /** The bank details as they were when it was asked for. */
  @Column('jsonb')
  beneficiary!: TypedBankDetails;

  /** Masked. */
  @Column('text')
  bankAccount!: string;

  /** Who entered those bank details. */
  @Column('uuid')
  bankDetailsById!: string;

  @Column('text', { nullable: true })
  invoiceReference!: string | null;

  @Column('timestamptz')
  requestedAt!: Date;

  @Column('text')
  requestedBy!: string;

  @Column('uuid')
  requestedById!: string;

  @Column('timestamptz')
  promisedBy!: Date;

  @Column('boolean')
  late!: boolean;

  @Column('boolean')
  needsSecondPerson!: boolean;

  @Column('text', { nullable: true })
  approvalReason!: string | null;

  @Column('text', { nullable: true })
  approvedBy!: string | null;

  @Column('text', { nullable: true })
  bankReference!: string | null;

  @Column('integer')
  version!: number;
}

/** Every state a payout was in: who, when, why. */
@Entity('payout_changes')
export class PayoutChangeEntity {
  @PrimaryColumn('uuid')
  payoutId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('text')
  state!: PayoutState;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  by!: string;

  @Column('text', { nullable: true })
  reason!: string | null;
}
