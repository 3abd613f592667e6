import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, notYours, referrerIdOf, referring, requireRole } from '#libs/access';
import { forbidden } from '#libs/errors';
import { Clock } from '#libs/time';
import { ReferrerEntity } from './referrer.entity.js';

type Known = Pick<ReferrerEntity, 'kind' | 'name'>;

/** Finds referrers, and makes those that are somebody else already: an expert, a client, a partner (RC-1). */
@Injectable()
export class ReferrersService {
  constructor(private readonly clock: Clock) {}

  /** The caller's own, made at the first call and locked. 403 `access.role` for who works for the network. */
  async forActor(tx: EntityManager, actor: Actor): Promise<ReferrerEntity> {
    requireRole(actor, ...referring);
    const id = referrerIdOf(actor);
    if (!id) throw forbidden('access.role', 'The network itself brings nobody.', { rule: 'GW-3' });
    const { role, name } = actor;
    const kind = role as 'expert' | 'client' | 'partner';
    return (await this.lock(tx, id)) ?? this.make(tx, id, (await this.known(tx, id)) ?? { kind, name }, name);
  }

  /** Also an expert, client or partner who never asked. 404 `access.no-such-referrer`. */
  async locked(tx: EntityManager, id: string): Promise<ReferrerEntity> {
    const referrer = await this.lock(tx, id);
    if (referrer) return referrer;
    const known = await this.known(tx, id);
    if (!known) throw notYours('referrer');
    return this.make(tx, id, known, 'Shoreline');
  }

  private lock(tx: EntityManager, id: string): Promise<ReferrerEntity | null> {
    return tx.findOne(ReferrerEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** By two at once it is made once. */
  private async make(tx: EntityManager, id: string, known: Known, createdBy: string): Promise<ReferrerEntity> {
    await tx.query(
      `insert into referrers (id, kind, name, created_at, created_by) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing`,
      [id, known.kind, known.name, this.clock.now(), createdBy],
    );
    return tx.findOneOrFail(ReferrerEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  private async known(tx: EntityManager, id: string): Promise<Known | undefined> {
    const [known] = await tx.query<Known[]>(
      `select 'expert' as kind, name from experts where expert_id = $1
       union all select 'client', name from clients where client_id = $1
       union all select role, name from accounts where account_id = $1 and role in ('partner', 'expert')
       limit 1`,
      [id],
    );
    return known;
  }
}
