import { Column, Entity, PrimaryColumn } from 'typeorm';

/** QN-7. How often there is to be a one-to-one with one side of a placement; locked by whatever happens to one of them. */
@Entity('one_to_one_cadences')
export class CadenceEntity {
  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('text', { name: 'side' })
  with!: 'expert' | 'client';

  @Column('integer')
  everyDays!: number;

  @Column('integer')
  noticeWorkingDays!: number;

  /** Of the next one; null while the placement rests, and once it is over. */
  @Column('date', { nullable: true })
  dueOn!: string | null;
}
