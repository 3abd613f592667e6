import { addDays, instantOf } from '#libs/time';
import { type ClientName, clients } from './cast.js';
import { tasksOf } from './hours.js';
import type { Stage, Wire } from './stage.js';

interface Entry extends Wire {
  day: string;
  minutes: number;
}

async function sheetOf(stage: Stage, name: ClientName, week: string): Promise<Wire> {
  const path = `/sheets?placementId=${stage.placement(name)}&week=${week}`;
  return (await stage.client(name).get<{ items: Wire[] }>(path)).items[0]!;
}

/** The clients decide on the week: all of it, but for one disputed line and one week nobody looks at. */
export async function review(stage: Stage, week: string, index: number): Promise<void> {
  for (const name of Object.keys(clients) as ClientName[]) {
    if (index === 3 && name === 'northwind') {
      stage.tell('  Ray Keller does not answer: the week will approve itself after five days.');
      continue;
    }
    const sheet = await sheetOf(stage, name, week);
    if (index === 2 && name === 'lumen') await disputeOneLine(stage, sheet);
    else await stage.client(name).post(`/sheets/${sheet.id}/reviews`, { approveRest: true });
  }
  stage.tell('  The clients approve the hours.');
}

async function disputeOneLine(stage: Stage, sheet: Wire): Promise<void> {
  const { items } = await stage.client('lumen').get<{ items: Entry[] }>(`/entries?sheetId=${sheet.id}`);
  const [line] = items;
  await stage.client('lumen').post(`/sheets/${sheet.id}/reviews`, {
    lines: [{ entryId: line!.id, decision: 'dispute', reason: 'The page was not online that day.' }],
    approveRest: true,
  });
  stage.tell(`  Priya Shah disputes the ${line!.minutes} minutes of ${line!.day}; the other lines go ahead.`);
  await stage
    .expert('ravi')
    .post(`/entries/${line!.id}/dispute-answers`, { answer: 'It was online at noon: see the release note.' });
  await stage.ae.post(`/entries/${line!.id}/dispute-outcomes`, {
    outcome: 'approved',
    reason: 'The release note shows it.',
  });
  stage.tell('  Ravi answers, Elena Marsh records that the line stands.');
}

/** What happens once in the story, by the number of the week. */
export const incidents: Record<number, (stage: Stage, week: string) => Promise<void>> = {
  4: overlapRefused,
  6: amendRate,
  8: correctLine,
};

async function overlapRefused(stage: Stage, week: string): Promise<void> {
  const [task] = await tasksOf(stage, 'harbour');
  const monday = addDays(week, 7);
  const at = (time: string): string => instantOf(monday, time, 'Europe/Berlin').toISOString();
  const ada = stage.expert('ada');
  const { items } = await ada.post<{ items: Entry[] }>('/entries', {
    taskId: task!.id,
    startedAt: at('07:00'),
    endedAt: at('08:00'),
  });
  const refusal = await ada.refusalOf((rest) =>
    rest.post('/entries', { taskId: task!.id, startedAt: at('07:59'), endedAt: at('08:30') }),
  );
  await ada.delete(`/entries/${items[0]!.id}`, items[0]!.version);
  stage.tell(`  Ada enters an hour twice by a minute. Refused: ${refusal.body.detail}`);
}

async function amendRate(stage: Stage, week: string): Promise<void> {
  const path = `/placements/${stage.placement('harbour')}/contracts`;
  const effectiveFrom = addDays(week, 7);
  const change = { billRate: { amount: '88.00', currency: 'USD' }, payRate: { amount: '55.25', currency: 'USD' } };
  const amendment = await stage.ae.post<Wire & { number: number }>(path, {
    effectiveFrom,
    reason: 'Half a year of good work.',
    change,
  });
  const agreement = `${path}/${amendment.number}/agreements`;
  const agreed = await stage.client('harbour').post<Wire>(agreement, {}, undefined, amendment.version);
  await stage.expert('ada').post(agreement, {}, undefined, agreed.version);
  stage.tell(`  Harbour Analytics and Ada agree on new rates from ${effectiveFrom}; what is settled stays as it is.`);
}

async function correctLine(stage: Stage, week: string): Promise<void> {
  const sheet = await sheetOf(stage, 'harbour', week);
  const { items } = await stage.expert('ada').get<{ items: Entry[] }>(`/entries?sheetId=${sheet.id}&limit=1`);
  await stage
    .expert('ada')
    .post(`/entries/${items[0]!.id}/corrections`, { minutes: -30, note: 'Half an hour was lunch.' });
  await stage.client('harbour').post(`/sheets/${sheet.id}/reviews`, { approveRest: true });
  stage.tell('  Ada takes back half an hour of an approved line: a line of its own, approved like any other.');
}
