import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { changeOneToOne, holdOneToOne, OneToOneHolding, recordOneToOne } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import { Cadences } from './cadences.js';
import type { OneToOneEntity } from './one-to-one.entity.js';
import { checkScores, checkWritten, whenHeld } from './one-to-one-state.rules.js';
import { OneToOneDesk, type OneToOneView } from './one-to-one-desk.js';
import { Talks } from './talks.js';

type Side = OneToOneEntity['with'];
type Holding = z.output<typeof OneToOneHolding>;

/** QN-7. Who looks after a placement holds its one-to-ones, and writes down what came of them. */
@Injectable()
export class HoldingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly circle: Circle,
    private readonly cadences: Cadences,
    private readonly desk: OneToOneDesk,
    private readonly talks: Talks,
    private readonly clock: Clock,
  ) {}

  /** 409 `quality.one-to-one-closed`; 422 of `whenHeld` and `checkScores`. */
  hold(call: Call<typeof holdOneToOne>): Promise<OneToOneView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      const { placement, oneToOne } = await this.desk.find(tx, actor, input.id);
      return this.take(tx, actor, placement, oneToOne.with, input, () => this.desk.locked(tx, input.id));
    });
  }

  /** When one is due, the talk is that one. */
  record(call: Call<typeof recordOneToOne>): Promise<OneToOneView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      const placement = await this.circle.placement(tx, actor, input.placementId);
      const { placementId } = placement;
      return this.take(tx, actor, placement, input.with, input, () => this.desk.due(tx, placementId, input.with));
    });
  }

  /** 412 `request.stale`, 409 `quality.one-to-one-not-held`. */
  change(call: Call<typeof changeOneToOne>): Promise<OneToOneView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      await this.desk.find(tx, actor, input.id);
      const oneToOne = await this.desk.locked(tx, input.id);
      if (oneToOne.version !== input.version) throw stale(oneToOne.version);
      const { scores, ...set } = input.change;
      const state = checkWritten(oneToOne.state);
      if (scores) {
        checkScores(oneToOne.with, scores);
        await this.talks.score(tx, oneToOne, scores);
      }
      const changed = `Changed: ${Object.keys(input.change).join(', ')}.`;
      return this.desk.view(tx, actor, await this.desk.save(tx, actor, oneToOne, { ...set, state }, changed));
    });
  }

  /** With its side locked first, so that of two who hold at once one finds it held. */
  private async take(
    tx: EntityManager,
    actor: Actor,
    placement: CaredFor,
    side: Side,
    { heldAt: asked, notes, agreed, overall, scores }: Holding,
    find: () => Promise<OneToOneEntity | null>,
  ): Promise<OneToOneView> {
    const cadence = (await this.cadences.locked(tx, placement.placementId, side))!;
    const oneToOne = await find();
    checkScores(side, scores);
    const last = await this.lastHeld(tx, placement.placementId, side, oneToOne);
    const heldAt = whenHeld(asked ? new Date(asked) : undefined, this.clock.now(), { ...placement, last });
    const written = { notes, agreed: agreed ?? null, overall: overall ?? null };
    const talk = { heldAt, heldBy: actor.name, meetingId: null, ...written };
    const held = await this.talks.take(tx, { actor }, { placement, cadence }, oneToOne, talk);
    await this.talks.score(tx, held, scores);
    return this.desk.view(tx, actor, held);
  }

  /** The last one held, for one held late the last that was due before it. */
  private async lastHeld(
    on: EntityManager,
    placementId: string,
    side: Side,
    oneToOne: OneToOneEntity | null,
  ): Promise<Date | null> {
    const [{ last } = { last: null }] = await on.query<{ last: Date | null }[]>(
      `select max(held_at) as last from one_to_ones
       where placement_id = $1 and side = $2 and state = 'held' and ($3::date is null or due_on <= $3)`,
      [placementId, side, oneToOne?.dueOn ?? null],
    );
    return last;
  }
}
