import { Column, Entity, PrimaryColumn } from 'typeorm';

/** QN-9. A tip to an expert: a record of help. */
@Entity('tips')
export class TipEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  expertId!: string;

  @Column('uuid', { nullable: true })
  placementId!: string | null;

  @Column('text')
  text!: string;

  @Column('text')
  givenBy!: string;

  @Column('timestamptz')
  givenAt!: Date;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;
}
