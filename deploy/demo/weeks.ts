import { addDays, instantOf, weekOf, dayOf } from '#libs/time';
import { type ClientName, clients, experts } from './cast.js';
import type { Stage, Wire } from './stage.js';

const workdays = [0, 1, 2, 3, 4];
const clientNames = Object.keys(clients) as ClientName[];

interface Money {
  amount: string;
  currency: string;
}
interface Sheet extends Wire {
  minutes: number;
}
interface Entry extends Wire {
  day: string;
  minutes: number;
}
interface Payout extends Wire {
  amount: Money;
}
export interface Balances {
  balances: { currency: string; available: Money; reserved: Money; waiting: Money }[];
}

/** Plays `count` weeks: hours come in, weeks are approved, fortnights settle by themselves, money is paid out. */
export async function playWeeks(stage: Stage, count: number): Promise<void> {
  const first = weekOf(dayOf(await stage.now(), 'UTC'));
  for (let index = 1; index <= count; index++) {
    const week = addDays(first, 7 * (index - 1));
    stage.tell(`Week ${index}, from ${week}`);
    await stage.moveTo(instantOf(addDays(week, 6), '20:00', 'UTC'));
    await reportHours(stage, week, index);
    await stage.moveTo(instantOf(addDays(week, 7), '14:00', 'UTC'));
    await review(stage, week, index);
    await incidents[index]?.(stage, week);
    await payOut(stage, index);
  }
}

const tasksOf = async (stage: Stage, name: ClientName): Promise<Wire[]> =>
  (await stage.client(name).get<{ items: Wire[] }>(`/boards/${stage.placement(name)}/tasks`)).items;

async function reportHours(stage: Stage, week: string, index: number): Promise<void> {
  await byHand(stage, week, index);
  await byDay(stage, week, index);
  await byImport(stage, week);
  for (const name of clientNames) {
    const expert = stage.expert(({ harbour: 'ada', northwind: 'marc', lumen: 'ravi' } as const)[name]);
    await expert.post('/sheets', { placementId: stage.placement(name), week, summary: `Week ${index}: as planned.` });
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

async function sheetOf(stage: Stage, name: ClientName, week: string): Promise<Sheet> {
  const path = `/sheets?placementId=${stage.placement(name)}&week=${week}`;
  return (await stage.client(name).get<{ items: Sheet[] }>(path)).items[0]!;
}

async function review(stage: Stage, week: string, index: number): Promise<void> {
  for (const name of clientNames) {
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

async function disputeOneLine(stage: Stage, sheet: Sheet): Promise<void> {
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
const incidents: Record<number, (stage: Stage, week: string) => Promise<void>> = {
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

/** From the fifth week on Ada and Marc ask for money; payroll pays, and fails once. */
async function payOut(stage: Stage, index: number): Promise<void> {
  if (index === 3) await refuseTooMuch(stage);
  if (index === 5) await ask(stage, 'marc', '1000.00', 'failed');
  if (index === 5 || index === 9) await ask(stage, 'ada', '2400.00', 'paid');
  if (index === 6) await ask(stage, 'marc', '1000.00', 'paid');
  if (index === 10) await ask(stage, 'ravi', '250.50', 'paid');
}

async function refuseTooMuch(stage: Stage): Promise<void> {
  const refusal = await stage
    .expert('ravi')
    .refusalOf((ravi) => ravi.post('/payouts', { amount: { amount: '1000000.00', currency: 'USD' } }));
  stage.tell(`  Ravi asks for a million. Refused: ${refusal.body.detail}`);
}

async function ask(
  stage: Stage,
  name: 'ada' | 'marc' | 'ravi',
  amount: string,
  outcome: 'paid' | 'failed',
): Promise<void> {
  const expert = stage.expert(name);
  const before = await expert.get<Balances>(`/experts/${expert.account.id}/balances`);
  const payout = await expert.post<Payout>('/payouts', { amount: { amount, currency: 'USD' } });
  if (payout.state === 'requested')
    await stage.ae.post(`/payouts/${payout.id}/approval`, { reason: 'The account was checked.' });
  const answer = {
    outcome,
    ...(outcome === 'paid'
      ? { bankReference: `NTRF-${payout.id.slice(-8)}` }
      : { reason: 'The bank is closed today.' }),
  };
  await stage.payroll.post(`/payouts/${payout.id}/payroll-answers`, answer);
  await stage.payroll.post(`/payouts/${payout.id}/payroll-answers`, answer);
  const after = await expert.get<Balances>(`/experts/${expert.account.id}/balances`);
  const available = (view: Balances): string => view.balances[0]!.available.amount;
  const what = outcome === 'paid' ? 'payroll pays (and says so twice)' : 'payroll cannot pay, the money is back';
  stage.tell(
    `  ${experts[name].application.givenName} asks for ${amount} of ${available(before)} USD: ${what}. Safe balance now ${available(after)} USD.`,
  );
}
