import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { Role } from '#libs/access';

/** Someone or something that logs in (GW-2, GW-3). An expert's id is its account's. */
@Entity('accounts')
export class AccountEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case, unique. */
  @Column('text')
  email!: string;

  @Column('text', { select: false })
  passwordHash!: string;

  @Column('text')
  role!: Role;

  @Column('text')
  name!: string;

  /** Of a client's user: the company it speaks for. */
  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('boolean')
  disabled!: boolean;

  @VersionColumn()
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('text')
  updatedBy!: string;
}
