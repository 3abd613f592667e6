import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MoneyColumns } from '#libs/persistence';
import type { EngagementKind, EnglishLevel, ExpertStage, RateZone, Skill } from '../types.js';

/** PL-1. An expert; its id is its account's. */
@Entity('experts')
export class ExpertEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  givenName!: string;

  @Column('text')
  familyName!: string;

  @Column('jsonb')
  skills!: Skill[];

  /** The same by `skillKey`, to search in. */
  @Column('jsonb')
  skillYears!: Record<string, number>;

  @Column('double precision')
  experienceYears!: number;

  @Column('text')
  english!: EnglishLevel;

  @Column('char', { length: 2 })
  country!: string;

  @Column('text')
  rateZone!: RateZone;

  @Column('text')
  timeZone!: string;

  @Column('text', { array: true })
  engagementKinds!: EngagementKind[];

  @Column('integer')
  weeklyCapacityHours!: number;

  @Column(() => MoneyColumns)
  payRate!: MoneyColumns;

  /** Account of its team lead. */
  @Column('uuid', { nullable: true })
  teamLeadId!: string | null;

  @Column('text')
  stage!: ExpertStage;

  /** Programmes it's certified for. */
  @Column('text', { array: true })
  programmes!: string[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}

export const nameOf = ({ givenName, familyName }: Pick<ExpertEntity, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName}`;
