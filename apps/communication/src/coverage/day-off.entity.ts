import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { DayOff } from '#libs/contracts';

/** A holiday or leave that the contract didn't know of. */
@Entity('days_off')
export class DayOffEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('date')
  day!: string;

  @Column('text')
  kind!: z.output<typeof DayOff>['kind'];

  @Column('text')
  name!: string;

  @Column('text')
  addedBy!: string;

  @Column('timestamptz')
  addedAt!: Date;
}
