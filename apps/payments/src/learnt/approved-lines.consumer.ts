import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { timesheetEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';

const { linesApproved } = timesheetEvents;

/** PM-3. Approved lines wait here for the next settlement. A line told twice, by any event, counts once. */
@Injectable()
export class ApprovedLinesConsumer {
  @OnEvent(linesApproved)
  async approved({ data }: EventOf<typeof linesApproved>, tx: EntityManager): Promise<void> {
    const { sheetId, placementId, clientId, expertId, lines } = data;
    await tx.query(
      `with fresh as (
         insert into approved_lines (entry_id, sheet_id, placement_id, client_id, expert_id, task_id, task_title,
           estimate_minutes, worked_on, minutes, corrects_entry_id, approved_at, approved_by, how)
         select "entryId", $1, $2, $3, $4, "taskId", "taskTitle", "estimateMinutes", "workedOn", minutes,
           "correctsEntryId", "approvedAt", "approvedBy", how
         from jsonb_to_recordset($5::jsonb) as line ("entryId" uuid, "taskId" uuid, "taskTitle" text,
           "estimateMinutes" integer, "workedOn" date, minutes integer, "correctsEntryId" uuid, "approvedAt" timestamptz,
           "approvedBy" text, how text)
         on conflict do nothing
         returning entry_id, placement_id, client_id, expert_id, worked_on, minutes
       )
       insert into waiting_lines (entry_id, placement_id, client_id, expert_id, worked_on, minutes) select * from fresh`,
      [sheetId, placementId, clientId, expertId, JSON.stringify(lines)],
    );
  }
}
