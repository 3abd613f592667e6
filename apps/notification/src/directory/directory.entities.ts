import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Channel, Contact, ServiceHours } from '#libs/contracts';

/** Who may log in: name and address as the gateway has them. An expert's id is its account's. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn('uuid')
  accountId!: string;

  @Column('text')
  role!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;

  /** Of a client's user. */
  @Column('uuid', { nullable: true })
  clientId!: string | null;

  @Column('boolean')
  disabled!: boolean;
}

@Entity('known_clients')
export class KnownClientEntity {
  @PrimaryColumn('uuid')
  clientId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  timeZone!: string;

  /** Account of its account executive. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('jsonb')
  contacts!: z.output<typeof Contact>[];
}

@Entity('known_experts')
export class KnownExpertEntity {
  @PrimaryColumn('uuid')
  expertId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  timeZone!: string;

  @Column('uuid', { nullable: true })
  teamLeadId!: string | null;
}

@Entity('known_openings')
export class KnownOpeningEntity {
  @PrimaryColumn('uuid')
  openingId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  title!: string;
}

/** Hours of a contract: its shifts, or its service hours where none are agreed. */
export interface WorkHours {
  timeZone: string;
  hours: z.output<typeof ServiceHours>[];
  holidays: string[];
}

/** From the selection on; its terms from its activation on. */
@Entity('known_placements')
export class KnownPlacementEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  timeZone!: string | null;

  @Column('text', { nullable: true })
  channel!: z.output<typeof Channel> | null;

  @Column('jsonb', { nullable: true })
  workHours!: WorkHours[] | null;
}

/** RC-1. Who brings clients and has no account. */
@Entity('known_outsiders')
export class KnownOutsiderEntity {
  @PrimaryColumn('uuid')
  referrerId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  email!: string;
}

export const directoryEntities = [
  PersonEntity,
  KnownClientEntity,
  KnownExpertEntity,
  KnownOpeningEntity,
  KnownPlacementEntity,
  KnownOutsiderEntity,
];
