import { Column, Entity, PrimaryColumn } from 'typeorm';

/** CS-3. That somebody talked about a fact, and what was said. */
@Entity('presence_talks')
export class PresenceTalkEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  factId!: string;

  @Column('text')
  note!: string;

  @Column('uuid')
  byId!: string;

  @Column('text')
  by!: string;

  @Column('timestamptz')
  at!: Date;
}
