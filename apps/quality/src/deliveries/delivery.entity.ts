import { Column, Entity, PrimaryColumn } from 'typeorm';

/** QN-5. What a delivery is of, and what its `amount` and `target` count. */
export type DeliveryKind =
  /** Clocks of promises: seconds counted, of seconds promised. */
  | 'first-answer'
  | 'next-answer'
  | 'promised-update'
  | 'fix'
  | 'mistake'
  /** An hourly update: given or missed. */
  | 'update'
  /** Minutes late, beyond the tolerance. */
  | 'show-time'
  /** Back in time, or not. */
  | 'break'
  /** A week handed in, in time or not. */
  | 'sheet';

/** QN-5. One promise or piece of work; its rows are written by `Deliveries` only. */
@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn('text')
  kind!: DeliveryKind;

  @PrimaryColumn('uuid')
  subjectId!: string;

  @Column('uuid')
  placementId!: string;

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('date')
  day!: string;

  /** A number as Postgres writes it. */
  @Column('numeric', { nullable: true })
  amount!: string | null;

  @Column('numeric', { nullable: true })
  target!: string | null;

  @Column('boolean')
  kept!: boolean;
}
