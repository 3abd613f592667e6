import { Column, Entity, PrimaryColumn } from 'typeorm';

/** CS-10. A line of the glossary; `key` is what makes two of them the same. */
@Entity('glossary_terms')
export class TermEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  term!: string;

  @Column('text')
  plain!: string;

  @Column('text')
  note!: string;

  @Column('text')
  updatedBy!: string;

  @Column('timestamptz')
  updatedAt!: Date;

  @Column('integer')
  version!: number;
}
