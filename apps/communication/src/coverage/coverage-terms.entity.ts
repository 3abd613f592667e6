import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContractTerms } from '#libs/contracts';

/** PL-11, PM-11. An agreed version of a contract; never changed. */
@Entity('coverage_terms')
export class CoverageTermsEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('date')
  effectiveFrom!: string;

  @Column('jsonb')
  terms!: ContractTerms;
}
