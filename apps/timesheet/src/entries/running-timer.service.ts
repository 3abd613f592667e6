import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { RunningTimer, startTimer, stopTimer } from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { EntriesService } from './entries.service.js';
import { daysOfSpan } from './entries.rules.js';
import { entryViews, type EntryView } from './entry.view.js';
import { EntryWriter } from './entry-writer.js';

interface TimerRow {
  taskId: string;
  placementId: string;
  startedAt: Date;
  note: string;
}
type TimerView = z.output<typeof RunningTimer>;

const columns = `task_id as "taskId", placement_id as "placementId", started_at as "startedAt", note`;
const minuteMs = 60_000;

/** TS-4. One running timer an expert; starting one stops the other. Seconds are cut off at both ends. */
@Injectable()
export class RunningTimerService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly entries: EntriesService,
    private readonly writer: EntryWriter,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor): Promise<{ timer: TimerView | null }> {
    const [timer] = await this.dataSource.query<TimerRow[]>(
      `select ${columns} from running_timers where expert_id = $1`,
      [expertOf(actor)],
    );
    return { timer: timer ? view(timer) : null };
  }

  start(call: Call<typeof startTimer>): Promise<{ timer: TimerView; stopped: EntryView[] }> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const running = await this.take(tx, actor);
      const stopped = running ? await this.write(tx, actor, running, this.wholeMinute()) : [];
      const board = await this.entries.boardOfTask(tx, actor, input.taskId);
      await this.writer.checkToday(tx, board);
      const { placementId, expertId } = board;
      const timer: TimerRow = { ...input, placementId, startedAt: this.wholeMinute() };
      await tx.query(
        'insert into running_timers (expert_id, task_id, placement_id, started_at, note) values ($1, $2, $3, $4, $5)',
        [expertId, timer.taskId, placementId, timer.startedAt, timer.note],
      );
      return { timer: view(timer), stopped };
    });
  }

  stop(call: Call<typeof stopTimer>): Promise<{ items: EntryView[] }> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const timer = await this.take(tx, actor);
      if (!timer) throw conflict('timesheet.no-timer', 'No timer is running.', { rule: 'TS-4' });
      if (input.discard) return { items: [] };
      const endedAt = input.endedAt ? new Date(input.endedAt) : this.wholeMinute();
      return { items: await this.write(tx, actor, timer, endedAt) };
    });
  }

  private async take(tx: EntityManager, actor: Actor): Promise<TimerRow | undefined> {
    const expertId = expertOf(actor);
    await this.boards.lockHours(tx, expertId);
    const [[timer]] = await tx.query<[TimerRow[], number]>(
      `delete from running_timers where expert_id = $1 returning ${columns}`,
      [expertId],
    );
    return timer;
  }

  /** The timer's time as entries; nothing when it ran for less than a minute. */
  private async write(tx: EntityManager, actor: Actor, timer: TimerRow, endedAt: Date): Promise<EntryView[]> {
    const { taskId, startedAt, note } = timer;
    if (endedAt.getTime() === startedAt.getTime()) return [];
    if (endedAt.getTime() - startedAt.getTime() > 24 * 60 * minuteMs) {
      throw invalidField(
        'timesheet.timer-too-long',
        'endedAt',
        `must tell when the work ended: the timer has run since ${startedAt.toISOString()}`,
        'TS-4',
      );
    }
    const board = await this.entries.boardOfTask(tx, actor, taskId);
    const days = daysOfSpan(startedAt, endedAt, board.timeZone, this.clock.now());
    const lines = days.map((day) => ({ ...day, taskId, note, source: 'timer' as const }));
    return entryViews(tx, await this.writer.add(tx, actor, board, lines));
  }

  private wholeMinute(): Date {
    return new Date(Math.floor(this.clock.now().getTime() / minuteMs) * minuteMs);
  }
}

/** A timer is an expert's own; an expert's id is that of its account. */
function expertOf(actor: Actor): string {
  requireRole(actor, 'expert');
  return actor.expertId ?? actor.id;
}

const view = ({ taskId, placementId, startedAt, note }: TimerRow): TimerView => ({
  ...{ taskId, placementId, note },
  startedAt: startedAt.toISOString(),
});
