import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PM-4. One placement at one rate in one period; amounts in minor units of the invoice's currency. */
@Entity('invoice_lines')
export class InvoiceLineEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  invoiceId!: string;

  @Column('integer')
  position!: number;

  @Column('uuid')
  settlementId!: string;

  /** With the settlement it names the entries it is the sum of. */
  @Column('integer')
  contractNumber!: number;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  expertName!: string;

  @Column('date')
  firstDay!: string;

  @Column('date')
  lastDay!: string;

  @Column('integer')
  minutes!: number;

  @Column('bigint')
  billRateMinor!: string;

  @Column('bigint')
  netMinor!: string;

  /** What the expert got: never for the client's eyes. */
  @Column('bigint')
  payMinor!: string;

  @Column('bigint')
  creditedMinor!: string;

  /** The credit note after which it is billed again. */
  @Column('uuid', { nullable: true })
  releasedBy!: string | null;
}
