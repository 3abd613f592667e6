import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type CoverageChanged, CoverageChanges } from '../coverage/coverage-changes.js';
import { QuestionDesk } from './question-desk.js';
import { QuestionPromises } from './question-promises.js';
import { QuestionEntity } from './question.entity.js';

/** CS-7. While a placement rests nothing new is promised: what came to be owed meanwhile is promised when it goes on. */
@Injectable()
export class OwedAfterPause {
  constructor(
    private readonly desk: QuestionDesk,
    private readonly promises: QuestionPromises,
    changes: CoverageChanges,
  ) {
    changes.follow((tx, change) => this.follow(tx, change));
  }

  private async follow(tx: EntityManager, { what, coverage, actor }: CoverageChanged): Promise<void> {
    if (what !== 'resumed') return;
    for (const question of await this.unpromised(tx, coverage.placementId)) {
      const opened = { question, coverage };
      if (question.state === 'open') await this.promises.nextAnswer(tx, actor, opened);
      else {
        const nextUpdateDue = await this.promises.updateWhileChecking(tx, actor, opened);
        await this.desk.save(tx, actor, question, { nextUpdateDue });
      }
    }
  }

  /** Clocks that the pause stopped go on by themselves. */
  private unpromised(tx: EntityManager, placementId: string): Promise<QuestionEntity[]> {
    return tx
      .createQueryBuilder(QuestionEntity, 'question')
      .where({ placementId, state: In(['open', 'checking', 'researching']) })
      .andWhere(
        `not exists (select from clocks where subject_id = question.id
           and (state <> 'stopped' or stopped_because = 'paused'))`,
      )
      .orderBy('question.id')
      .setLock('pessimistic_write')
      .getMany();
  }
}
