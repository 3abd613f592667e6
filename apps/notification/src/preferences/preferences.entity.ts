import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Choice } from './preferences.rules.js';

/** What somebody chose; there is no row until then. */
@Entity('preferences')
export class PreferencesEntity implements Choice {
  @PrimaryColumn('uuid')
  accountId!: string;

  @Column('text')
  timeZone!: string;

  @Column('jsonb')
  workingHours!: Choice['workingHours'];

  @Column('text')
  digestAt!: string;

  @Column('text')
  channel!: Choice['channel'];

  @Column('jsonb')
  topics!: Choice['topics'];

  @Column('integer')
  version!: number;
}
