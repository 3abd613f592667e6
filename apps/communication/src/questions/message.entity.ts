import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';
import type { Message } from '#libs/contracts';

export type MessageKind = z.output<typeof Message>['kind'];
export type MessageChannel = z.output<typeof Message>['source']['channel'];

/** CS-4, CS-5. What was written about a question; never changed. */
@Entity('question_messages')
export class MessageEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  questionId!: string;

  @Column('text')
  kind!: MessageKind;

  /** Plain text, whatever it looks like. */
  @Column('text')
  body!: string;

  @Column('text')
  by!: string;

  @Column('text')
  byRole!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  channel!: MessageChannel;

  /** The channel's own. */
  @Column('text', { nullable: true })
  channelMessageId!: string | null;

  /** The channel's ids of earlier messages that it names. */
  @Column('text', { array: true })
  refersTo!: string[];

  @Column('integer', { nullable: true })
  estimateMinutes!: number | null;

  @Column('timestamptz', { nullable: true })
  estimateDeadline!: Date | null;
}
