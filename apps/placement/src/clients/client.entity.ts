import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('clients')
export class ClientEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('char', { length: 2 })
  country!: string;

  @Column('text')
  timeZone!: string;

  /** Account of the owning account executive. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('text')
  updatedBy!: string;

  @Column('integer')
  version!: number;
}
