import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlannedTask } from '../types.js';

/** RC-2. What was planned with a company before it became a client, and the board it went to. */
@Entity('plans')
export class PlanEntity {
  @PrimaryColumn('uuid')
  leadId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('text')
  companyName!: string;

  @Column('jsonb')
  tasks!: PlannedTask[];

  @Column('timestamptz')
  wonAt!: Date;

  /** Null while the client has no board that runs. */
  @Column('uuid', { nullable: true })
  placementId!: string | null;
}
