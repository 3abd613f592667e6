import { Injectable } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { communicationEvents, type reportBug } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { WorkRequests } from '../questions/work-requests.js';
import { BugDesk, type BugView } from './bug-desk.js';
import type { BugEntity } from './bug.entity.js';
import { FixPromise } from './fix-promise.js';

const { bugReported } = communicationEvents;

/** CS-6. A client reports a bug, or staff in its name. */
@Injectable()
export class ReportingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: BugDesk,
    private readonly promise: FixPromise,
    private readonly work: WorkRequests,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** TS-11. The work stands on the board at once. */
  report(call: Call<typeof reportBug>): Promise<BugView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client', 'account-executive', 'team-lead', 'admin');
      const coverage = await this.desk.place(tx, actor, input.placementId);
      const { placementId, title, description, severity } = input;
      const id = newId();
      const bug: BugEntity = {
        ...{ id, placementId, clientId: coverage.clientId, expertId: coverage.expertId, title, description, severity },
        ...{ state: 'open', workaround: null, fix: null, reportedBy: actor.name, reportedAt: this.clock.now() },
        taskId: await this.work.request(tx, actor, {
          ...{ placementId, title, description, estimateMinutes: null, source: { kind: 'bug', id } },
        }),
        ...{ fixedAt: null, version: 1 },
      };
      await this.desk.add(tx, actor, bug);
      if (severity === 'production') await this.promise.start(tx, actor, { bug, coverage });
      const about = this.desk.about(bug, coverage);
      const data = { ...about, description, reportedBy: bug.reportedBy, reportedAt: bug.reportedAt.toISOString() };
      await this.outbox.add(tx, bugReported, { aggregateId: id, actor, data });
      return this.desk.view(tx, bug);
    });
  }
}
