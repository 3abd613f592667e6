import { Column, Entity, PrimaryColumn } from 'typeorm';

/** QN-4. What can go wrong, and the group of related ones it belongs to; placement keeps the catalogue. */
@Entity('issue_categories')
export class IssueCategoryEntity {
  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'group_key' })
  group!: string;

  @Column('text')
  groupName!: string;

  @Column('boolean')
  active!: boolean;
}

/** PL-13. A client lost in a placement, for an issue of a group. */
@Entity('losses')
export class LossEntity {
  @PrimaryColumn('uuid')
  lossId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('text', { name: 'group_key' })
  group!: string;
}

/** QN-11. What was seen often enough to be proposed as a situation; what shows it are complaints. */
@Entity('problems')
export class ProblemEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  category!: string;

  @Column('timestamptz')
  lastSeenAt!: Date;
}
