import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Entry } from '#libs/contracts';
import type { EntryEntity } from './entry.entity.js';

export type EntryView = z.output<typeof Entry>;

/** Entries as their readers see them, with the titles of their tasks. */
export async function entryViews(on: EntityManager, entries: readonly EntryEntity[]): Promise<EntryView[]> {
  const ids = [...new Set(entries.map((entry) => entry.taskId))];
  const tasks = await on.query<{ id: string; title: string }[]>('select id, title from tasks where id = any($1)', [
    ids,
  ]);
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  return entries.map((entry) => view(entry, titles.get(entry.taskId) ?? ''));
}

function view(entry: EntryEntity, taskTitle: string): EntryView {
  const { id, placementId, sheetId, taskId, expertId, clientId, week, day, minutes, note, source, state, version } =
    entry;
  return {
    ...{
      id,
      placementId,
      sheetId,
      taskId,
      taskTitle,
      expertId,
      clientId,
      week,
      day,
      minutes,
      note,
      source,
      state,
      version,
    },
    startedAt: entry.startedAt?.toISOString() ?? null,
    endedAt: entry.endedAt?.toISOString() ?? null,
    correctsEntryId: entry.correctsEntryId,
    decision: decisionOf(entry),
    dispute: disputeOf(entry),
    createdAt: entry.createdAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    updatedBy: entry.updatedBy,
  };
}

const decisionOf = ({ decidedAt, decidedBy, decidedHow, decidedReason }: EntryEntity): EntryView['decision'] =>
  decidedAt && decidedBy && decidedHow
    ? { at: decidedAt.toISOString(), by: decidedBy, how: decidedHow, reason: decidedReason }
    : null;

const disputeOf = (entry: EntryEntity): EntryView['dispute'] =>
  entry.disputedAt && entry.disputeReason !== null && entry.disputeAnswerBy
    ? {
        reason: entry.disputeReason,
        raisedAt: entry.disputedAt.toISOString(),
        answerBy: entry.disputeAnswerBy.toISOString(),
        answer: entry.disputeAnswer,
        answeredAt: entry.disputeAnsweredAt?.toISOString() ?? null,
      }
    : null;
