import { Column, Entity, PrimaryColumn } from 'typeorm';

/** RC-6. The right of the expert who brought the client, on one of its openings. */
@Entity('first_refusals')
export class FirstRefusalEntity {
  @PrimaryColumn('uuid')
  openingId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('timestamptz')
  until!: Date;

  @Column('timestamptz', { nullable: true })
  waivedAt!: Date | null;
}

/** RC-6. Which expert brought a client, by the lead, as referral told; gone when the lead was refused (RC-1). */
@Entity('brought_clients')
export class BroughtClientEntity {
  @PrimaryColumn('uuid')
  leadId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('timestamptz')
  wonAt!: Date;
}
