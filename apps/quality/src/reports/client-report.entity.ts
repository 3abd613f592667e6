import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { ClientReport, PlacementReport, ReportedNps } from '#libs/contracts';

/** What a report counts: by ids, without the names of people. */
export interface Contents {
  placements: Omit<z.output<typeof PlacementReport>, 'expertName'>[];
  nps: z.output<typeof ReportedNps>;
}

/** QN-12. A month of a client. */
@Entity('client_reports')
export class ClientReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  clientId!: string;

  @Column('date')
  month!: string;

  @Column('text')
  timeZone!: string;

  @Column('text')
  state!: z.output<typeof ClientReport>['state'];

  @Column('text', { nullable: true })
  summary!: string | null;

  @Column('text', { nullable: true })
  outlook!: string | null;

  @Column('timestamptz')
  releasesItselfAt!: Date;

  @Column('timestamptz', { nullable: true })
  releasedAt!: Date | null;

  @Column('text', { nullable: true })
  releasedBy!: string | null;

  /** As released; null while a draft, which counts as it is read. */
  @Column('jsonb', { nullable: true })
  contents!: Contents | null;

  @Column('integer')
  version!: number;
}
