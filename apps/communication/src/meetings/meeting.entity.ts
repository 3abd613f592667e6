import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Attendee, Meeting } from '#libs/contracts';

type MeetingView = z.output<typeof Meeting>;

/** CS-11. */
@Entity('meetings')
export class MeetingEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  kind!: MeetingView['kind'];

  @Column('text')
  title!: string;

  @Column('text')
  agenda!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('integer')
  minutes!: number;

  @Column('timestamptz')
  endsAt!: Date;

  @Column('text')
  timeZone!: string;

  @Column('text', { nullable: true })
  location!: string | null;

  @Column('jsonb')
  attendees!: z.output<typeof Attendee>[];

  @Column('text')
  state!: MeetingView['state'];

  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('jsonb')
  followUps!: MeetingView['followUps'];

  @Column('text')
  scheduledBy!: string;

  @Column('integer')
  version!: number;
}
