import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { OnTimer, type Timer } from '#libs/time';
import { CaseDesk } from './case-desk.js';
import { caseDue } from './cases.js';

/** QN-3, QN-6. A case that is still open when it is due is overdue: once, and for good. */
@Injectable()
export class CaseTimers {
  constructor(private readonly desk: CaseDesk) {}

  @OnTimer(caseDue)
  async due({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const opened = await this.desk.find(tx, systemActor, subjectId, true);
    const { found, placement } = opened;
    if (found.state !== 'open' || found.overdueAt) return;
    const saved = await this.desk.save(tx, systemActor, found, { overdueAt: found.dueAt }, 'It is overdue.');
    await this.desk.tellOverdue(tx, systemActor, { found: saved, placement });
  }
}
