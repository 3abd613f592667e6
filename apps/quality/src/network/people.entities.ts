import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client company. */
@Entity('clients')
export class ClientEntity {
  @PrimaryColumn('uuid')
  clientId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  timeZone!: string;

  /** Account of the owning account executive. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;
}

/** A person at a client. */
@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('uuid')
  contactId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;

  @Column('boolean')
  gone!: boolean;
}

/** An expert; its id is its account's. */
@Entity('experts')
export class ExpertEntity {
  @PrimaryColumn('uuid')
  expertId!: string;

  @Column('text')
  name!: string;

  /** Account of its team lead. */
  @Column('uuid', { nullable: true })
  teamLeadId!: string | null;
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
