import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Mistake } from '#libs/contracts';

export type MistakeState = z.output<typeof Mistake>['state'];

/** CS-8. A mistake of the network: known, told to the client, put right. */
@Entity('mistakes')
export class MistakeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('text')
  what!: string;

  @Column('timestamptz')
  knownAt!: Date;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  toldAt!: Date | null;

  @Column('text', { nullable: true })
  toldBy!: string | null;

  /** What the client was told. */
  @Column('text', { nullable: true })
  message!: string | null;

  @Column('timestamptz', { nullable: true })
  putRightAt!: Date | null;

  @Column('text', { nullable: true })
  remedy!: string | null;

  @Column('text')
  state!: MistakeState;

  @Column('integer')
  version!: number;
}
