import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { QuestionnaireAnswer, Scores } from '#libs/contracts';

/** QN-1. What one contact is asked in one week. */
@Entity('questionnaires')
export class QuestionnaireEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  contactId!: string;

  /** Its Monday, where the client is. */
  @Column('date')
  week!: string;

  @Column('text')
  timeZone!: string;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('timestamptz')
  sentAt!: Date;

  @Column('timestamptz', { nullable: true })
  remindedAt!: Date | null;

  /** The last time. */
  @Column('timestamptz', { nullable: true })
  answeredAt!: Date | null;

  @Column('timestamptz')
  closesAt!: Date;
}

/** QN-1, QN-2. A placement it asks about, with those it counts for as they were when it was sent, and the answer. */
@Entity('questionnaire_items')
export class QuestionnaireItemEntity {
  @PrimaryColumn('uuid')
  questionnaireId!: string;

  @PrimaryColumn('uuid')
  placementId!: string;

  @Column('text')
  title!: string;

  /** Of the questionnaire. */
  @Column('date')
  week!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('uuid', { nullable: true })
  accountExecutiveId!: string | null;

  @Column('uuid', { nullable: true })
  teamLeadId!: string | null;

  @Column('text')
  programme!: string;

  @Column('smallint', { nullable: true })
  score!: number | null;

  @Column('jsonb')
  scores!: z.output<typeof Scores>;
}

/** QN-1. An answer as it was given: written once. */
@Entity('questionnaire_answers')
export class QuestionnaireAnswerEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  questionnaireId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid')
  byId!: string;

  @Column('text')
  by!: string;

  @Column('jsonb')
  items!: z.output<typeof QuestionnaireAnswer>['items'];

  @Column('text', { nullable: true })
  comment!: string | null;
}
