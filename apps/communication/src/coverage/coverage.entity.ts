import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Channel, Coverage } from '#libs/contracts';

/** CS-1, CS-7, CS-9. A placement whose client is promised answers, as placement's events told of it. */
@Entity('coverages')
export class CoverageEntity {
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
  state!: z.output<typeof Coverage>['state'];

  @Column('date')
  startsOn!: string;

  @Column('date')
  endsOn!: string;

  /** Of the terms in force. */
  @Column('text')
  timeZone!: string;

  @Column('text')
  channel!: z.output<typeof Channel>;

  @Column('boolean')
  channelChosen!: boolean;

  /** CS-3. Account of who answers during a break. */
  @Column('uuid', { nullable: true })
  coveringId!: string | null;

  @Column('uuid', { nullable: true })
  teamLeadId!: string | null;

  @Column('uuid', { nullable: true })
  accountExecutiveId!: string | null;

  @Column('integer')
  calendarVersion!: number;

  /** When the next amendment begins. */
  @Column('timestamptz', { nullable: true })
  termsUntil!: Date | null;

  @Column('integer')
  version!: number;
}
