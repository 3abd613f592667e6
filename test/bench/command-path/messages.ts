import { z } from 'zod';
import { command, event } from '#libs/contracts';
import type { TopologyInput } from '#libs/messaging';

export const Report = z.object({
  taskId: z.uuid(),
  minutes: z.int().min(1).max(1_440),
  note: z.string().max(500),
});
export type Report = z.output<typeof Report>;
const Task = z
  .object({
    id: z.uuid(),
    title: z.string(),
    reportedMinutes: z.int(),
    version: z.int(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'BenchTask' });
export type Task = z.output<typeof Task>;

const messages = { input: Report, output: Task };

/** One row is changed and one event written. */
export const reportHours = command('hours.report', messages);
/** The same request and answer, and nothing in between. */
export const echoHours = command('echo.report', messages);

export const hoursReported = event('hours.reported.v1', {
  aggregate: 'task',
  description: 'An expert reported hours.',
  data: z.object({ taskId: z.uuid(), minutes: z.int(), note: z.string(), reportedMinutes: z.int() }),
});

/** Somebody subscribed, so that every event is kept in a quorum queue as in earnest. */
export const topology: TopologyInput = {
  catalogue: [hoursReported],
  subscriptions: { listener: ['task'] },
  services: ['hours', 'echo'],
};

/** What comes back when nothing is done. */
export const echo = ({ taskId, minutes }: Report): Task => ({
  id: taskId,
  title: `Task ${taskId}`,
  reportedMinutes: minutes,
  version: 1,
  updatedAt: new Date().toISOString(),
});
