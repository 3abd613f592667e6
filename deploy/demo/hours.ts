import { addDays, instantOf } from '#libs/time';
import { type ClientName, clients, experts } from './cast.js';
import type { Stage, Wire } from './stage.js';

const workdays = [0, 1, 2, 3, 4];
const workerOf = { harbour: 'ada', northwind: 'marc', lumen: 'ravi' } as const;

export const tasksOf = async (stage: Stage, name: ClientName): Promise<Wire[]> =>
  (await stage.client(name).get<{ items: Wire[] }>(`/boards/${stage.placement(name)}/tasks`)).items;

/** A week of everybody's hours, each in another way, and sent to the client. */
export async function reportHours(stage: Stage, week: string, index: number): Promise<void> {
  await byHand(stage, week, index);
  await byDay(stage, week, index);
  await byImport(stage, week);
  for (const name of Object.keys(clients) as ClientName[]) {
    await stage
      .expert(workerOf[name])
      .post('/sheets', { placementId: stage.placement(name), week, summary: `Week ${index}: as planned.` });
  }
}

/** Ada writes down when she began and ended, in Berlin. */
async function byHand(stage: Stage, week: string, index: number): Promise<void> {
  const tasks = await tasksOf(stage, 'harbour');
  const taskId = tasks[index % tasks.length]!.id;
  const at = (day: string, time: string): string => instantOf(day, time, 'Europe/Berlin').toISOString();
  for (const offset of workdays) {
    const day = addDays(week, offset);
    const note = offset === 0 ? 'Planning, then building' : 'Building';
    await stage
      .expert('ada')
      .post('/entries', { taskId, startedAt: at(day, '09:00'), endedAt: at(day, '12:30'), note });
    await stage
      .expert('ada')
      .post('/entries', { taskId, startedAt: at(day, '13:15'), endedAt: at(day, '17:45'), note });
  }
}

/** Marc keeps minutes a day. */
async function byDay(stage: Stage, week: string, index: number): Promise<void> {
  const tasks = await tasksOf(stage, 'northwind');
  const taskId = tasks[index % tasks.length]!.id;
  for (const offset of workdays) {
    const minutes = offset === 4 ? 455 : 485;
    await stage.expert('marc').post('/entries', { taskId, day: addDays(week, offset), minutes, note: 'Controller' });
  }
}

/** Ravi tracks with Toggl and hands in its detailed export, exactly as the tool writes it. */
async function byImport(stage: Stage, week: string): Promise<void> {
  const rows = [0, 2, 4].map((offset) => {
    const day = addDays(week, offset);
    return `Ravi Menon,${experts.ravi.email},Lumen Books,Shop,Product page,"Page, with reviews",Yes,${day},10:00:00,${day},13:20:00,03:20:00,,`;
  });
  const idle = `Ravi Menon,${experts.ravi.email},Lumen Books,Shop,Product page,,Yes,${week},18:00:00,${week},18:00:00,00:00:00,,`;
  const header =
    'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)';
  const file = `\uFEFF${[header, ...rows, idle].join('\r\n')}\r\n`;
  const ravi = stage.expert('ravi');
  const preview = await ravi.post<Imported>(`/boards/${stage.placement('lumen')}/imports`, { file });
  const { counts } = await ravi.post<Imported>(`/imports/${preview.id}/commit`);
  stage.tell(`  Ravi's Toggl export: ${counts.added} rows in, ${counts.refused} refused (a zero duration).`);
}

interface Imported extends Wire {
  counts: { added: number; refused: number };
}
