import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { communicationEvents, timesheetEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { weekOf } from '#libs/time';

const { linesApproved } = timesheetEvents;
const { bugReported, bugMoved } = communicationEvents;

/** QN-5, QN-10, QN-12. The work itself: approved hours by task, and bugs by name. */
@Injectable()
export class WorkConsumer {
  @OnEvent(linesApproved)
  async approved({ data }: EventOf<typeof linesApproved>, tx: EntityManager): Promise<void> {
    const lines = data.lines.map((line) => ({
      ...{ entry_id: line.entryId, task_id: line.taskId, title: line.taskTitle, minutes: line.minutes },
      ...{ estimate_minutes: line.estimateMinutes, worked_on: line.workedOn, week: weekOf(line.workedOn) },
      ...{ approved_at: line.approvedAt, by_itself: line.how === 'automatic' },
    }));
    await tx.query(
      `insert into approved_lines (entry_id, placement_id, client_id, task_id, title, estimate_minutes, worked_on, week,
         minutes, approved_at, by_itself)
       select entry_id, $1, $2, task_id, title, estimate_minutes, worked_on, week, minutes, approved_at, by_itself
       from jsonb_populate_recordset(null::approved_lines, $3::jsonb)
       on conflict (entry_id) do nothing`,
      [data.placementId, data.clientId, JSON.stringify(lines)],
    );
  }

  @OnEvent(bugReported)
  async reported({ data }: EventOf<typeof bugReported>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into reported_bugs (bug_id, placement_id, client_id, title, severity, reported_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (bug_id) do nothing`,
      [data.bugId, data.placementId, data.clientId, data.title, data.severity, data.reportedAt],
    );
  }

  /** A bug found broken again is no longer fixed. */
  @OnEvent(bugMoved)
  async moved({ data }: EventOf<typeof bugMoved>, tx: EntityManager): Promise<void> {
    const { bugId, state, severity, at } = data;
    await tx.query(
      `update reported_bugs set severity = $2, fixed_at = case
         when $3 in ('fixed', 'closed') then coalesce(fixed_at, $4) when $3 = 'open' then null else fixed_at end
       where bug_id = $1`,
      [bugId, severity, state, at],
    );
  }
}
