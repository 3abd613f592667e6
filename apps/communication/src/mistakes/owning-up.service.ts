import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { communicationEvents, type putMistakeRight, type recordMistake, type tellMistake } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import type { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { MistakeDesk, type MistakeView } from './mistake-desk.js';
import { MistakeEntity } from './mistake.entity.js';
import { afterRemedy, afterTelling, whenKnown } from './mistake.rules.js';

const { mistakeRecorded, mistakeTold, mistakePutRight } = communicationEvents;
const network = (actor: Actor): void => requireRole(actor, 'expert', 'team-lead', 'account-executive');

/** CS-8. Whoever learns of a mistake records it, tells the client in time, and puts it right. */
@Injectable()
export class OwningUpService {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly desk: MistakeDesk,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Also once the placement is over: nothing is hidden. */
  record(call: Call<typeof recordMistake>): Promise<MistakeView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      network(actor);
      const coverage = await this.coverages.ofPlacement(tx, actor, input.placementId, true);
      const { placementId, clientId, expertId } = coverage;
      const now = this.clock.now();
      const knownAt = whenKnown(input.knownAt ? new Date(input.knownAt) : undefined, now, coverage);
      const mistake: MistakeEntity = {
        ...{ id: newId(), placementId, clientId, expertId, what: input.what, knownAt },
        ...{ recordedBy: actor.name, recordedAt: now, toldAt: null, toldBy: null, message: null },
        ...{ putRightAt: null, remedy: null, state: 'known', version: 1 },
      };
      await tx.insert(MistakeEntity, mistake);
      const dueAt = await this.promise(tx, actor, mistake, coverage);
      const about = this.desk.about(mistake, coverage);
      const data = { ...about, recordedBy: actor.name, dueAt: dueAt?.toISOString() ?? null };
      await this.outbox.add(tx, mistakeRecorded, { aggregateId: mistake.id, actor, data });
      return this.desk.view(tx, mistake);
    });
  }

  tell(call: Call<typeof tellMistake>): Promise<MistakeView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      network(actor);
      const { mistake, coverage } = await this.desk.open(tx, actor, input.id);
      const state = afterTelling(mistake.state);
      const told = { state, toldAt: this.clock.now(), toldBy: actor.name, message: input.message };
      await this.clocks.stop(tx, actor, mistake.id);
      const saved = await this.save(tx, mistake, told);
      const data = {
        ...this.desk.about(saved, coverage),
        ...{ message: told.message, toldBy: told.toldBy, toldAt: told.toldAt.toISOString(), channel: coverage.channel },
      };
      await this.outbox.add(tx, mistakeTold, { aggregateId: saved.id, actor, data });
      return this.desk.view(tx, saved);
    });
  }

  putRight(call: Call<typeof putMistakeRight>): Promise<MistakeView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      network(actor);
      const { mistake, coverage } = await this.desk.open(tx, actor, input.id);
      const right = { state: afterRemedy(mistake.state), putRightAt: this.clock.now(), remedy: input.remedy };
      const saved = await this.save(tx, mistake, right);
      const data = {
        ...this.desk.about(saved, coverage),
        ...{ remedy: right.remedy, putRightAt: right.putRightAt.toISOString(), channel: coverage.channel },
      };
      await this.outbox.add(tx, mistakePutRight, { aggregateId: saved.id, actor, data });
      return this.desk.view(tx, saved);
    });
  }

  /** By the terms that held when it was known. Answers when the client has to have been told. */
  private async promise(
    tx: EntityManager,
    actor: Actor,
    { id: subjectId, what, knownAt, expertId: assignedTo, placementId }: MistakeEntity,
    coverage: CoverageEntity,
  ): Promise<Date | null> {
    const { mistakeToldMinutes } = await this.coverages.termsAt(tx, placementId, knownAt);
    const title = what.split('\n', 1)[0]!.slice(0, 200).toWellFormed();
    const { dueAt } = await this.clocks.start(tx, actor, {
      ...{ kind: 'mistake', subjectKind: 'mistake', subjectId, title, coverage, assignedTo, at: knownAt },
      targetSeconds: mistakeToldMinutes * 60,
    });
    return dueAt;
  }

  private async save(tx: EntityManager, mistake: MistakeEntity, set: Partial<MistakeEntity>): Promise<MistakeEntity> {
    const saved = { ...mistake, ...set, version: mistake.version + 1 };
    await tx.update(MistakeEntity, { id: mistake.id }, { ...set, version: saved.version });
    return saved;
  }
}
