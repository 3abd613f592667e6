import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Attachment } from '../rules/notice-rule.js';

/** A mail that would have been sent, had there been a server; its id is its notice's. */
@Entity('kept_mail')
export class KeptMailEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  sender!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @Column('jsonb')
  attachments!: Attachment[];
}
