import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BoardState } from '../types.js';

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

  @Column('text')
  state!: BoardState;
}
