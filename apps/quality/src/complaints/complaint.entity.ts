import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Complaint } from '#libs/contracts';

export type ComplaintView = z.output<typeof Complaint>;
export type ComplaintState = ComplaintView['state'];

/** QN-4. What a client complained of: coached, then resolved, come back, or the end of it. */
@Entity('complaints')
export class ComplaintEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  category!: string;

  /** Of related categories, as it was when the complaint was logged. */
  @Column('text', { name: 'group_key' })
  group!: string;

  @Column('text')
  severity!: ComplaintView['severity'];

  /** In the words of the client. */
  @Column('text')
  what!: string;

  /** For staff only. */
  @Column('text', { nullable: true })
  internalNote!: string | null;

  @Column('text')
  state!: ComplaintState;

  /** The earlier complaint that came back. */
  @Column('uuid', { nullable: true })
  recurrenceOf!: string | null;

  /** QN-11. The problem it shows, once that was seen often enough. */
  @Column('uuid', { nullable: true })
  problemId!: string | null;

  /** How it was resolved. */
  @Column('text', { nullable: true })
  how!: string | null;

  @Column('text')
  loggedBy!: string;

  @Column('timestamptz')
  loggedAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('integer')
  version!: number;
}
