import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { EnglishSession } from '#libs/contracts';

type Wire = z.output<typeof EnglishSession>;

/** QN-9. A meeting of communication in which an expert learns English, and whether it came. */
@Entity('english_sessions')
export class EnglishSessionEntity {
  /** Of the meeting. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('integer')
  minutes!: number;

  @Column('text')
  timeZone!: string;

  /** Of the meeting. */
  @Column('text')
  state!: Wire['state'];

  @Column('boolean', { nullable: true })
  attended!: boolean | null;

  @Column('text', { nullable: true })
  level!: Wire['level'];

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('integer')
  version!: number;
}
