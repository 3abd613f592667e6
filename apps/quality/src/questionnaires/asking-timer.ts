import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, type Day, Timers } from '#libs/time';
import { firstWeek, momentOf, type SendingTimes } from './sending-time.rules.js';

export const asking = 'quality.questionnaires';
/** The week it is for. */
export interface Asking {
  week: Day;
}

const times = 'select sending, reminder, closing from questionnaire_policy';

/** QN-1. One timer for each client with an active placement; what fires it sets it for the week after. */
@Injectable()
export class AskingTimer {
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  async times(on: Pick<EntityManager, 'query'>): Promise<SendingTimes> {
    const [policy] = await on.query<SendingTimes[]>(times);
    return policy!;
  }

  /** An hour that has gone by already is due at once. */
  async set(tx: EntityManager, clientId: string, week: Day, { sending }: SendingTimes, zone: string): Promise<void> {
    await this.timers.set(tx, asking, clientId, momentOf(week, sending, zone), { week } satisfies Asking);
  }

  /** A placement of the client runs, or its zone may have changed: the week stays, the hour is of the zone. */
  async wake(tx: EntityManager, clientId: string): Promise<void> {
    const [client] = await tx.query<{ zone: string; week: Day | null }[]>(
      `select time_zone as zone, (
         select payload->>'week' from timer where kind = $2 and subject_id = client_id::text) as week
       from clients where client_id = $1
         and exists (select from placements p where p.client_id = clients.client_id and state = 'active')`,
      [clientId, asking],
    );
    if (!client) return;
    // Shared, so that a change of the policy moves this timer or is seen here.
    const [policy] = await tx.query<SendingTimes[]>(`${times} for share`);
    const week = client.week ?? firstWeek(this.clock.now(), policy!, client.zone);
    await this.set(tx, clientId, week, policy!, client.zone);
  }

  /** After a change of the policy. */
  async moveAll(tx: EntityManager): Promise<void> {
    const policy = await this.times(tx);
    const waiting = await tx.query<{ clientId: string; zone: string; week: Day }[]>(
      `select client_id as "clientId", time_zone as zone, payload->>'week' as week
       from timer join clients on client_id::text = subject_id where kind = $1 order by subject_id`,
      [asking],
    );
    for (const { clientId, zone, week } of waiting) await this.set(tx, clientId, week, policy, zone);
  }
}
