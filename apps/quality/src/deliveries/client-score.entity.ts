import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { ScoreKey } from '#libs/contracts';

/** QN-5. What a client says of one thing, from 1 to 5; of one source and placement the latest counts. */
@Entity('client_scores')
export class ClientScoreEntity {
  @PrimaryColumn('uuid')
  sourceId!: string;

  @PrimaryColumn('uuid')
  placementId!: string;

  @PrimaryColumn('text')
  key!: z.output<typeof ScoreKey>;

  @Column('text')
  source!: 'questionnaire' | 'one-to-one';

  @Column('uuid')
  clientId!: string;

  @Column('uuid')
  expertId!: string;

  @Column('smallint')
  score!: number;

  @Column('date')
  day!: string;
}
