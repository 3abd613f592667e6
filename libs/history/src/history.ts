import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { Change } from '#libs/contracts';
import { insertAll, newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ChangeEntity } from './change.entity.js';

export type ChangeView = z.output<typeof Change>;
export type NewChange = Pick<ChangeEntity, 'subjectId' | 'state' | 'reason'>;

/** PL-1, PL-9. Every change of stage or state keeps who, when, why; the table is `changesTable` in a migration. */
@Injectable()
export class History {
  constructor(private readonly clock: Clock) {}

  add(tx: EntityManager, subjectId: string, actor: Actor, state: string, reason?: string | null): Promise<void> {
    return this.addAll(tx, actor, [{ subjectId, state, reason: reason ?? null }]);
  }

  /** Many in one statement, in the order given. */
  addAll(tx: EntityManager, actor: Actor, changes: readonly NewChange[]): Promise<void> {
    const about = { at: this.clock.now(), byId: actor.id, by: actor.name, byRole: actor.role };
    return insertAll(
      tx,
      ChangeEntity,
      changes.map((change) => ({ id: newId(), ...change, ...about })),
    );
  }

  /** Changes by subject, oldest first. */
  async of(on: EntityManager, subjectIds: string[]): Promise<Map<string, ChangeView[]>> {
    // UUIDv7 keeps the order they were written in where the clock stands still.
    const changes = await on.find(ChangeEntity, {
      where: { subjectId: In(subjectIds) },
      order: { at: 'asc', id: 'asc' },
    });
    const bySubject = Map.groupBy(changes, ({ subjectId }) => subjectId);
    return new Map(subjectIds.map((id) => [id, (bySubject.get(id) ?? []).map(view)]));
  }
}

const view = ({ state, at, by, byRole, reason }: ChangeEntity): ChangeView => ({
  state,
  at: at.toISOString(),
  by,
  byRole,
  reason,
});
