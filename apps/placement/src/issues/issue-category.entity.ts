import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PL-13. What can go wrong; its group holds what is related. The key stays for ever: losses and complaints name it. */
@Entity('issue_categories')
export class IssueCategoryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'group_key' })
  group!: string;

  @Column('boolean')
  active!: boolean;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('text')
  updatedBy!: string;

  @Column('integer')
  version!: number;
}

/** Related categories, by the name of what they have in common. */
@Entity('issue_groups')
export class IssueGroupEntity {
  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  name!: string;
}
