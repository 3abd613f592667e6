import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A placement as its events told of it, with the terms in force that quality goes by. */
@Entity('placements')
export class PlacementEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  programme!: string;

  @Column('text')
  state!: 'active' | 'paused' | 'ended';

  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  /** Of its contract. */
  @Column('text')
  timeZone!: string;

  @Column('integer')
  npsEveryDays!: number;
}
