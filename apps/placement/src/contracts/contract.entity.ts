import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractState, ContractTerms } from '../types.js';

/** PL-11. Number 1 is the contract, each further number an amendment from its day on. */
@Entity('contracts')
export class ContractEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('date')
  effectiveFrom!: string;

  @Column('text')
  state!: ContractState;

  @Column('jsonb')
  terms!: ContractTerms;

  /** Of an amendment. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** Counts the changes of its terms: what the parties agree to is a version. */
  @Column('integer')
  version!: number;
}
