import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EngagementKind, PlacementState } from '../types.js';

/** PL-9. An expert at work for a client, from the client's decision to the end. */
@Entity('placements')
export class PlacementEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  openingId!: string;

  @Column('uuid')
  offerId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  programme!: string;

  @Column('integer')
  programmeVersion!: number;

  @Column('text')
  title!: string;

  @Column('text')
  state!: PlacementState;

  /** The four below follow from the contracts: what the placement promises of the expert's time. */
  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  @Column('text')
  engagementKind!: EngagementKind;

  @Column('integer')
  hoursPerWeek!: number;

  @Column('timestamptz')
  selectedAt!: Date;

  @Column('timestamptz')
  readyBy!: Date;

  /** The client's written decision, where an account executive recorded it (PL-8). */
  @Column('text', { nullable: true })
  evidence!: string | null;

  @Column('integer')
  version!: number;
}
