import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client company. */
@Entity('clients')
export class ClientEntity {
  @PrimaryColumn('uuid')
  clientId!: string;

  @Column('text')
  name!: string;
}

/** An expert; its id is its account's. */
@Entity('experts')
export class ExpertEntity {
  @PrimaryColumn('uuid')
  expertId!: string;

  @Column('text')
  name!: string;
}

/** Somebody who may log in. */
@Entity('accounts')
export class AccountEntity {
  @PrimaryColumn('uuid')
  accountId!: string;

  @Column('text')
  role!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;

  /** The company of a client's user. */
  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('boolean')
  disabled!: boolean;
}
