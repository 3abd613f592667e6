import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { stale } from '#libs/errors';
import { Clock } from '#libs/time';

type Queries = Pick<EntityManager, 'query'>;

/** Which version of a small table is in force, and who made it; it is edited as a whole. See `editedTables`. */
@Injectable()
export class Edits {
  constructor(private readonly clock: Clock) {}

  async of(on: Queries, table: string): Promise<{ version: number; updatedAt: string; updatedBy: string }> {
    const [edit] = await on.query<{ version: number; updatedAt: Date; updatedBy: string }[]>(
      `select version, updated_at as "updatedAt", updated_by as "updatedBy" from edited_tables where name = $1`,
      [table],
    );
    if (!edit) throw new Error(`The table ${table} has no version.`);
    return { ...edit, updatedAt: edit.updatedAt.toISOString() };
  }

  /** The next version, with the table locked for other editors. Refuses 412 `request.stale`. */
  async next(tx: Queries, table: string, actor: Actor, version: number): Promise<void> {
    const [next] = await tx.query<[unknown[], number]>(
      `update edited_tables set version = version + 1, updated_at = $3, updated_by = $4
       where name = $1 and version = $2 returning version`,
      [table, version, this.clock.now(), actor.name],
    );
    if (!next.length) throw stale((await this.of(tx, table)).version);
  }
}
