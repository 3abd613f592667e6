import { Injectable } from '@nestjs/common';
import { requireRole, staff } from '#libs/access';
import type { changeAttendance, recordAttendance } from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { checkAttendance, checkBegun } from './attendance.rules.js';
import { EnglishDesk, type EnglishSessionView } from './english-desk.js';

/** QN-9. Whether an expert came to a session, and how well it speaks by now. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: EnglishDesk,
    private readonly clock: Clock,
  ) {}

  /** Once: 409 `quality.attendance-recorded`; otherwise refuses as `checkBegun` and `checkAttendance` do. */
  record(call: Call<typeof recordAttendance>): Promise<EnglishSessionView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      const session = await this.desk.find(tx, actor, input.id, true);
      checkBegun(session, this.clock.now());
      if (session.attended !== null) {
        throw conflict('quality.attendance-recorded', 'It was recorded before: change it instead.', { rule: 'QN-9' });
      }
      const { attended, level = null, note = null } = input;
      const set = checkAttendance({ attended, level, note });
      return this.desk.view(tx, await this.desk.save(tx, actor, session, set, 'Recorded.'));
    });
  }

  /** 412 `request.stale`, 409 `quality.attendance-not-recorded`. */
  change(call: Call<typeof changeAttendance>): Promise<EnglishSessionView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      const session = await this.desk.find(tx, actor, input.id, true);
      if (session.version !== input.version) throw stale(session.version);
      if (session.attended === null) {
        throw conflict('quality.attendance-not-recorded', 'Nothing is recorded yet.', { rule: 'QN-9' });
      }
      const { attended, level, note } = session;
      const set = checkAttendance({ attended, level, note, ...input.change });
      const changed = `Changed: ${Object.keys(input.change).join(', ')}.`;
      return this.desk.view(tx, await this.desk.save(tx, actor, session, set, changed));
    });
  }
}
