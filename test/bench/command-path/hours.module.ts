import { Controller, Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '#libs/errors';
import { type Call, EventsModule, Outbox, Rpc } from '#libs/messaging';
import { PersistenceModule, prepared, type Statement, Transactions } from '#libs/persistence';
import { Clock, TimeModule } from '#libs/time';
import { hoursReported, reportHours, type Task, topology } from './messages.js';

const addMinutes: Statement = {
  name: 'task-add-minutes',
  text: `update tasks set reported_minutes = reported_minutes + $2, version = version + 1, updated_at = $3 where id = $1
    returning id, title, reported_minutes as "reportedMinutes", version`,
};

@Controller()
class HoursController {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Rpc(reportHours)
  report(call: Call<typeof reportHours>): Promise<Task> {
    const { actor, input } = call;
    const work = async (tx: EntityManager): Promise<Task> => {
      const now = this.clock.now();
      const [task] = await prepared<Task>(tx, addMinutes, [input.taskId, input.minutes, now]);
      if (!task) throw notFound('hours.task-not-found', 'There is no such task.');
      const data = { ...input, reportedMinutes: task.reportedMinutes };
      await this.outbox.add(tx, hoursReported, { aggregateId: task.id, actor, data });
      return { ...task, updatedAt: now.toISOString() };
    };
    return this.transactions.command(call, work, { group: input.taskId });
  }
}

/** A service as all are: its own database, outbox and relay. */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'hours', entities: [] }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'hours', topology }),
  ],
  controllers: [HoursController],
})
export class HoursModule {}
