import { Injectable } from '@nestjs/common';
import { requireRole, staff } from '#libs/access';
import { type answerConduct, placementEvents, type recordConduct } from '#libs/contracts';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock, dayOf } from '#libs/time';
import { concernedLocked } from '../experts/concerned.js';
import { ConductAnswerEntity, ConductRecordEntity } from './conduct-record.entity.js';
import { ConductRecordsService, type ConductRecordView } from './conduct-records.service.js';
import { checkEvidence, checkHappened, stepOf } from './ladder.rules.js';
import { LaddersService } from './ladders.service.js';

/** PL-14. Staff puts on record what happened, and the expert answers. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ConductRecordsService,
    private readonly ladders: LaddersService,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses 422 `placement.missed-updates-are-no-ground`, `placement.coaching-missing`, `placement.happened-in-future`. */
  record(call: Call<typeof recordConduct>): Promise<ConductRecordView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    checkEvidence(input.evidence);
    return this.transactions.command(call, async (tx) => {
      const expert = await concernedLocked(tx, actor, input.expertId);
      const { expertId, category, what, coaching } = input;
      const recordedAt = this.clock.now();
      const recordedOn = dayOf(recordedAt, expert.timeZone);
      checkHappened(input.happenedOn, recordedOn);
      const former = await this.records.ofCategory(tx, expert, category);
      const step = stepOf(await this.ladders.of(tx, category), former, { ...input, recordedOn });
      const record: ConductRecordEntity = {
        ...{ ...input, id: newId(), step, coaching: coaching ?? null },
        ...{ recordedBy: actor.name, recordedAt },
      };
      await tx.insert(ConductRecordEntity, record);
      await this.history.add(tx, record.id, actor, 'recorded');
      await this.outbox.add(tx, placementEvents.conductRecorded, {
        aggregateId: record.id,
        actor,
        data: {
          ...{ recordId: record.id, expertId, category, what, step },
          ...{ recordedBy: actor.name, at: recordedAt.toISOString() },
        },
      });
      return this.records.view(tx, record);
    });
  }

  answer(call: Call<typeof answerConduct>): Promise<ConductRecordView> {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    return this.transactions.command(call, async (tx) => {
      const record = await this.records.find(tx, input.id);
      const { id: recordId, expertId, category } = record;
      await concernedLocked(tx, actor, expertId, 'conduct-record');
      const { text } = input;
      const at = this.clock.now();
      await tx.insert(ConductAnswerEntity, { id: newId(), recordId, text, at, by: actor.name });
      await this.history.add(tx, recordId, actor, 'answered');
      await this.outbox.add(tx, placementEvents.conductAnswered, {
        aggregateId: recordId,
        actor,
        data: { recordId, expertId, category, kind: 'answer', text, at: at.toISOString() },
      });
      return this.records.view(tx, record);
    });
  }
}
