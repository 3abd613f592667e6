import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { OneToOne } from '#libs/contracts';

type Wire = z.output<typeof OneToOne>;

/** QN-7. A talk of the network with one side of a placement: due, held, or visibly missed. */
@Entity('one_to_ones')
export class OneToOneEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text', { name: 'side' })
  with!: Wire['with'];

  @Column('text')
  state!: Wire['state'];

  @Column('date')
  dueOn!: string;

  /** Where that day is. */
  @Column('text')
  timeZone!: string;

  @Column('boolean')
  extra!: boolean;

  /** Stays when it is held late. */
  @Column('timestamptz', { nullable: true })
  missedAt!: Date | null;

  @Column('text', { nullable: true })
  cancelledBecause!: string | null;

  @Column('timestamptz', { nullable: true })
  heldAt!: Date | null;

  @Column('text', { nullable: true })
  heldBy!: string | null;

  /** In communication. */
  @Column('uuid', { nullable: true })
  meetingId!: string | null;

  /** Internal, as `overall` is. */
  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('text', { nullable: true })
  agreed!: string | null;

  @Column('smallint', { nullable: true })
  overall!: number | null;

  @Column('integer')
  version!: number;
}
