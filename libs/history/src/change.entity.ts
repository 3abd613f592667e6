import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who brought a subject (an expert, a placement) into a state, when and why; never changed. */
@Entity('changes')
export class ChangeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  subjectId!: string;

  @Column('text')
  state!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid')
  byId!: string;

  @Column('text')
  by!: string;

  @Column('text')
  byRole!: string;

  @Column('text', { nullable: true })
  reason!: string | null;
}
