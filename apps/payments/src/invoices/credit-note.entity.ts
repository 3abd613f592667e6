import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PM-4. Never changed; amounts in minor units of its currency. */
@Entity('credit_notes')
export class CreditNoteEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer')
  year!: number;

  @Column('integer')
  serial!: number;

  @Column('text')
  number!: string;

  @Column('uuid')
  invoiceId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  currency!: string;

  @Column('jsonb')
  lines!: { invoiceLineId: string; minor: string }[];

  @Column('bigint')
  netMinor!: string;

  @Column('bigint')
  taxMinor!: string;

  @Column('bigint')
  freedMinor!: string;

  @Column('boolean')
  billAgain!: boolean;

  @Column('boolean')
  waiting!: boolean;

  @Column('text')
  reason!: string;

  @Column('date')
  issuedOn!: string;

  @Column('timestamptz')
  issuedAt!: Date;

  @Column('text')
  issuedBy!: string;
}
