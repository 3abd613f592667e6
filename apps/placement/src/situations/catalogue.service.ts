import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, notYours, requireRole } from '#libs/access';
import type {
  acceptProblemSituation,
  addProblemSituation,
  changeProblemSituation,
  declineProblemSituation,
} from '#libs/contracts';
import { invalidField, stale } from '#libs/errors';
import { History } from '#libs/history';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ProgrammeEntity } from '../programmes/programme.entity.js';
import type { ProblemSituationView } from '../types.js';
import { ProblemSituationEntity } from './problem-situation.entity.js';
import { checkWorded, nextSituationState } from './situation-state.rules.js';
import { SituationsService } from './situations.service.js';

/** PL-11. The network keeps the catalogue; contracts keep the words they pinned. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly transactions: Transactions,
    private readonly situations: SituationsService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Refuses 422 `placement.no-such-programme`. */
  add(call: Call<typeof addProblemSituation>): Promise<ProblemSituationView> {
    const { actor, input } = call;
    mayEdit(actor);
    return this.transactions.command(call, async (tx) => {
      await checkProgrammes(tx, input.programmes);
      const situation: ProblemSituationEntity = {
        ...{ ...input, id: newId(), source: 'network', problemId: null, seen: [] },
        ...{ createdAt: this.clock.now(), version: 1 },
      };
      await tx.insert(ProblemSituationEntity, situation);
      await this.history.add(tx, situation.id, actor, situation.state);
      return this.situations.view(tx, actor, situation);
    });
  }

  change(call: Call<typeof changeProblemSituation>): Promise<ProblemSituationView> {
    const { actor, input } = call;
    mayEdit(actor);
    return this.transactions.command(call, async (tx) => {
      const situation = await locked(tx, input.id);
      if (situation.version !== input.version) throw stale(situation.version);
      if (input.change.programmes) await checkProgrammes(tx, input.change.programmes);
      return this.save(tx, actor, situation, input.change, null);
    });
  }

  /** Refuses 409 `placement.expectation-not-worded`, `placement.wrong-situation-state`. */
  accept(call: Call<typeof acceptProblemSituation>): Promise<ProblemSituationView> {
    const { actor, input } = call;
    mayEdit(actor);
    return this.transactions.command(call, async (tx) => {
      const situation = await locked(tx, input.id);
      const state = nextSituationState(situation.state, 'accept');
      checkWorded(situation.expectation);
      return this.save(tx, actor, situation, { state }, null);
    });
  }

  decline(call: Call<typeof declineProblemSituation>): Promise<ProblemSituationView> {
    const { actor, input } = call;
    mayEdit(actor);
    return this.transactions.command(call, async (tx) => {
      const situation = await locked(tx, input.id);
      const state = nextSituationState(situation.state, 'decline');
      return this.save(tx, actor, situation, { state }, input.reason);
    });
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    situation: ProblemSituationEntity,
    set: Partial<ProblemSituationEntity>,
    reason: string | null,
  ): Promise<ProblemSituationView> {
    const saved = { ...situation, ...set, version: situation.version + 1 };
    await tx.update(ProblemSituationEntity, { id: situation.id }, { ...set, version: saved.version });
    await this.history.add(tx, saved.id, actor, set.state ?? 'changed', reason);
    return this.situations.view(tx, actor, saved);
  }
}

const mayEdit = (actor: Actor): void => requireRole(actor, 'account-executive', 'admin');

async function locked(tx: EntityManager, id: string): Promise<ProblemSituationEntity> {
  const situation = await tx.findOne(ProblemSituationEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!situation) throw notYours('problem-situation');
  return situation;
}

async function checkProgrammes(tx: EntityManager, programmes: readonly string[]): Promise<void> {
  for (const [n, id] of programmes.entries()) {
    if (await tx.existsBy(ProgrammeEntity, { id })) continue;
    throw invalidField('placement.no-such-programme', `programmes.${n}`, 'must be one of the programmes');
  }
}
