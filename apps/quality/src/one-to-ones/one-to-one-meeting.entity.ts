import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting of communication that is a one-to-one with an expert. */
@Entity('one_to_one_meetings')
export class OneToOneMeetingEntity {
  @PrimaryColumn('uuid')
  meetingId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('text')
  state!: 'scheduled' | 'held' | 'cancelled';
}
