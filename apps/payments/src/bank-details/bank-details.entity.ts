import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TypedBankDetails } from './bank-details.rules.js';

/** PM-5. Where an expert's money goes. The numbers themselves go to payroll only; screens get `masked`. */
@Entity('bank_details')
export class BankDetailsEntity {
  @PrimaryColumn('uuid')
  expertId!: string;

  @Column('jsonb')
  details!: TypedBankDetails;

  @Column('text')
  masked!: string;

  @Column('timestamptz')
  changedAt!: Date;

  @Column('text')
  changedBy!: string;

  @Column('uuid')
  changedById!: string;

  @Column('integer')
  version!: number;
}
