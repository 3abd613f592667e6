import { Column, Entity, PrimaryColumn } from 'typeorm';

/** TS-1. The board of a placement, as placement's events told of it. */
@Entity('boards')
export class BoardEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  clientName!: string;

  @Column('text')
  expertName!: string;

  @Column('text')
  timeZone!: string;

  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  @Column('integer', { nullable: true })
  weeklyCapMinutes!: number | null;

  @Column('text')
  state!: 'active' | 'paused' | 'ended';
}
