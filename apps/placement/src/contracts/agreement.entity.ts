import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Party } from '../types.js';

/** PL-11. One side agreed to one version of the terms; agreements to earlier versions stay, and no longer count. */
@Entity('agreements')
export class AgreementEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @PrimaryColumn('integer')
  version!: number;

  @PrimaryColumn('text')
  party!: Party;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid')
  byId!: string;

  @Column('text')
  by!: string;

  @Column('text', { nullable: true })
  evidence!: string | null;
}
