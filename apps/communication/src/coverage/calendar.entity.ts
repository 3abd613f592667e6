import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceCalendar } from '#libs/service-clock';

/** CS-7. A calendar a placement had; never changed. */
@Entity('calendars')
export class CalendarEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('timestamptz')
  since!: Date;

  @Column('jsonb')
  calendar!: ServiceCalendar;
}
