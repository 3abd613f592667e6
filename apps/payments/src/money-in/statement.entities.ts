import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { BankStatement, StatementEntry } from '#libs/contracts';

/** PM-4. A statement as it was imported; never changed. */
@Entity('bank_statements')
export class BankStatementEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  statementId!: string;

  @Column('text')
  account!: string;

  @Column('date', { nullable: true })
  fromDay!: string | null;

  @Column('date', { nullable: true })
  toDay!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint')
  openingMinor!: string;

  @Column('bigint')
  closingMinor!: string;

  @Column('jsonb')
  counts!: z.output<typeof BankStatement>['counts'];

  @Column('timestamptz')
  importedAt!: Date;

  @Column('text')
  importedBy!: string;

  /** Of all that it says. */
  @Column('text')
  content!: string;
}

/** What became of one transfer of it. */
@Entity('statement_entries')
export class StatementEntryEntity {
  @PrimaryColumn('uuid')
  statementId!: string;

  @PrimaryColumn('integer')
  line!: number;

  @Column('text', { nullable: true })
  bankReference!: string | null;

  @Column('date', { nullable: true })
  bookedOn!: string | null;

  @Column('bigint')
  amountMinor!: string;

  @Column('text', { nullable: true })
  payerName!: string | null;

  @Column('text', { nullable: true })
  remittance!: string | null;

  @Column('text')
  outcome!: z.output<typeof StatementEntry>['outcome'];

  @Column('text')
  detail!: string;

  @Column('uuid', { nullable: true })
  paymentId!: string | null;
}

/** What the bank took back, each once: open while no refund has its reference. */
@Entity('bank_returns')
export class BankReturnEntity {
  /** Its own, unique. */
  @PrimaryColumn('text')
  bankReference!: string;

  @Column('uuid')
  id!: string;

  @Column('text')
  currency!: string;

  @Column('bigint')
  amountMinor!: string;

  @Column('date')
  bookedOn!: string;

  @Column('text', { nullable: true })
  remittance!: string | null;

  /** References of the bank's: one may be its payment's. */
  @Column('text', { array: true })
  named!: string[];

  /** What the payer named the transfer. */
  @Column('text', { nullable: true })
  endToEndId!: string | null;
}
