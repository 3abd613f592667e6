import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ownIdsIn } from './email.rules.js';
import type { MessageChannel } from './message.entity.js';
import { QuestionEntity } from './question.entity.js';

/** A message of a channel, as far as it tells where it belongs. */
export interface Threaded {
  channel: MessageChannel;
  messageId: string;
  /** The channel's ids of earlier messages, the nearest last. */
  refersTo: readonly string[];
}

/** CS-4. Which question a message that comes in belongs to. */
@Injectable()
export class Threads {
  /** Messages of one thread are taken one after the other, also when both were sent at once. */
  async lock(tx: EntityManager, { channel, messageId, refersTo }: Threaded): Promise<void> {
    const ids = [...new Set([messageId, ...refersTo])];
    await tx.query(
      `select pg_advisory_xact_lock(key)
       from (select distinct hashtextextended('message ' || $1 || ' ' || id, 0) as key from unnest($2::text[]) as id
             order by key) keys`,
      [channel, ids],
    );
  }

  /** The question that has this very message. */
  async having(tx: EntityManager, { channel, messageId }: Threaded): Promise<string | null> {
    return first(
      await tx.query(`select question_id as id from question_messages where channel = $1 and channel_message_id = $2`, [
        channel,
        messageId,
      ]),
    );
  }

  /** The question of the thread: of what it answers, of what we sent, or of its other answers. */
  async find(tx: EntityManager, threaded: Threaded): Promise<string | null> {
    return (await this.answered(tx, threaded)) ?? (await this.sent(tx, threaded)) ?? (await this.early(tx, threaded));
  }

  private async answered(tx: EntityManager, { channel, refersTo }: Threaded): Promise<string | null> {
    return first(
      await tx.query(
        `select question_id as id from question_messages where channel = $1 and channel_message_id = any($2)
         order by array_position($2::text[], channel_message_id) desc limit 1`,
        [channel, refersTo],
      ),
    );
  }

  /** What we send is named by the id of its message or question. */
  private async sent(tx: EntityManager, { refersTo }: Threaded): Promise<string | null> {
    const ids = ownIdsIn(refersTo);
    if (!ids.length) return null;
    return first(
      await tx.query(
        `select question_id as id from question_messages where id = any($1::uuid[])
         union all select id from questions where id = any($1::uuid[]) limit 1`,
        [ids],
      ),
    );
  }

  /** Of what answers it, or the same as it does: early, as nobody has seen yet what they answer. */
  private async early(tx: EntityManager, { channel, messageId, refersTo }: Threaded): Promise<string | null> {
    return first(
      await tx.query(
        `select question_id as id from question_messages
         where channel = $1 and refers_to <> '{}' and refers_to && $2::text[] order by at, id limit 1`,
        [channel, [messageId, ...refersTo]],
      ),
    );
  }

  /** The question of this id, when there is one. */
  async byId(tx: EntityManager, id: string): Promise<string | null> {
    return (await tx.existsBy(QuestionEntity, { id })) ? id : null;
  }
}

const first = (rows: { id: string }[]): string | null => rows[0]?.id ?? null;
