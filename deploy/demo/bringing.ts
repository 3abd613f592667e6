import { addDays } from '#libs/time';
import type { Rest } from './rest.js';
import type { Stage, Wire } from './stage.js';

/** Fjord Energy, which becomes a client because Ada knows somebody there. */
const fjord = {
  company: { name: 'Fjord Energy', domain: 'fjord.example', country: 'NO' },
  contact: { name: 'Sigrid Dahl', email: 'sigrid.dahl@fjord.example' },
  timeZone: 'Europe/Oslo',
};
const plan = {
  summary: 'A forecast of the grid, hour by hour, two days ahead.',
  tasks: [
    { title: 'Weather feed', estimateMinutes: 2_400 },
    { title: 'Forecast of the grid', estimateMinutes: 6_000 },
  ],
};
const opening = {
  ...{
    programme: 'delivery-method',
    title: 'Grid forecast',
    description: plan.summary,
    durationMonths: 6,
    hoursPerWeek: 8,
  },
  ...{ engagementKind: 'part-time', rateZone: 'eu-asia', budgetRate: { amount: '75.10', currency: 'USD' } },
  skills: [{ name: 'TypeScript', minimumYears: 3 }],
};
const job = 'grid';

interface Lead extends Wire {
  protectedUntil: string;
  clientId: string;
}
interface Task extends Wire {
  title: string;
  estimateMinutes: number;
}

/** By the number of the week they are told in: a lead, from the first word to the first placement. */
export const bringing: Record<number, (stage: Stage, week: string) => Promise<void>> = {
  1: register,
  2: introduce,
  3: win,
};

export const leadOf = async (stage: Stage): Promise<Lead> =>
  (await stage.ae.get<{ items: Lead[] }>('/leads?q=Fjord')).items[0]!;

/** RC-1. Two experts know the company; whoever registers first owns it. */
async function register(stage: Stage): Promise<void> {
  const { company, contact } = fjord;
  const lead = { company, contact, need: 'A forecast of their grid.', relation: 'We studied together in Bergen.' };
  const { protectedUntil } = await stage.expert('ada').post<Lead>('/leads', lead);
  const late = await stage.expert('viktor').refusalOf((viktor) =>
    viktor.post('/leads', {
      ...lead,
      company: { name: 'FJORD Energy AS', domain: 'https://www.fjord.example/about' },
      relation: 'I met them at a fair.',
    }),
  );
  stage.tell(`  Ada registers ${company.name}, which is hers until ${protectedUntil.slice(0, 10)}.`);
  stage.tell(`  Viktor does, too. Refused: ${late.body.detail}`);
  stage.check('one company has one owner, however its name is written', late.body.code === 'referral.lead-taken');
}

/** RC-2. */
async function introduce(stage: Stage): Promise<void> {
  const { id } = await leadOf(stage);
  const heldAt = (await stage.now()).toISOString();
  const early = await stage.ae.refusalOf((ae) => ae.post(`/leads/${id}/stages`, { stage: 'presented', note: 'Soon.' }));
  await stage.ae.post(`/leads/${id}/stages`, {
    ...{ stage: 'introduced', note: 'They like that experts are vetted.' },
    meeting: { heldAt, minutes: 45, notes: 'Who we are, how we work, what an hour costs.' },
  });
  await stage.ae.post(`/leads/${id}/stages`, { stage: 'presented', note: 'One expert, eight hours a week.' });
  stage.tell('  Elena Marsh meets Sigrid Dahl for 45 minutes, and presents what the network offers.');
  stage.check('no stage is left out', early.status === 409);
}

/** RC-2, RC-3, RC-6. Planned, won, and left to the pool by the one who brought it. */
async function win(stage: Stage, week: string): Promise<void> {
  const [ada, olena] = [stage.expert('ada'), stage.expert('olena')];
  const { id } = await leadOf(stage);
  const sigrid = await becomeClient(stage, id);
  await ada.post(`/leads/${id}/outcome`, { outcome: 'won', reason: 'Sigrid told me on the phone.' });
  const won = await stage.ae.post<Lead>(`/leads/${id}/outcome`, { outcome: 'won', reason: 'The order is signed.' });
  await stage.moveTo(await stage.now());
  stage.tell('  Ada says it is won, Elena confirms it.');
  stage.check('the lead is won', won.state === 'won');

  const startsOn = addDays(week, 7);
  const { id: openingId } = await sigrid.post<Wire>('/openings', { ...opening, startsOn });
  const offer = await olena.post<Wire>(`/openings/${openingId}/offers`, {
    ...{ payRate: { amount: '45.00', currency: 'USD' }, hoursPerWeek: 8, earliestStart: startsOn },
  });
  const first = await sigrid.refusalOf((rest) => rest.post('/selections', { offerId: offer.id }));
  await ada.post(`/openings/${openingId}/first-refusal/waiver`);
  stage.tell(`  Sigrid wants Olena at once. Refused: ${first.body.detail}`);
  stage.tell('  Ada has no time, and leaves it to the pool.');
  stage.check('who brought the client goes first', first.body.code === 'placement.first-refusal');
  const placement = await sigrid.post<Wire>('/selections', { offerId: offer.id });
  await agree(stage, sigrid, placement.id);
  await tellBoard(stage, placement.id);
}

async function becomeClient(stage: Stage, leadId: string): Promise<Rest> {
  const { company, contact, timeZone } = fjord;
  const { name, country } = company;
  const client = await stage.ae.post<Wire>('/clients', {
    ...{ name, country, timeZone, contacts: [contact], ownerId: stage.ae.account.id },
  });
  const sigrid = await stage.join({ ...contact, role: 'client', clientId: client.id });
  const { version } = await leadOf(stage);
  const named = { clientId: client.id };
  const linked = await stage.ae.post<Lead>(`/leads/${leadId}/client`, named, undefined, version);
  await stage.ae.put(`/leads/${leadId}/plan`, plan, linked.version);
  await stage.ae.post(`/leads/${leadId}/stages`, { stage: 'planning', note: 'Two tasks, 140 hours.' });
  const profile = {
    ...{ legalName: 'Fjord Energy AS', taxId: 'NO 999 888 777 MVA', taxRateBasisPoints: 0, paymentTermDays: 14 },
    address: { street: 'Bryggen 1', postcode: '5003', city: 'Bergen', country: 'NO' },
    ...{ email: 'invoices@fjord.example', purchaseOrder: null },
  };
  await stage.ae.put(`/clients/${client.id}/billing-profile`, profile, 0);
  return sigrid;
}

async function agree(stage: Stage, sigrid: Rest, placementId: string): Promise<void> {
  const path = `/placements/${placementId}/contracts/1`;
  const { version } = await stage.ae.get<Wire>(path);
  const adapted = await stage.ae.patch<Wire>(path, { shifts: [] }, version);
  const agreed = await sigrid.post<Wire>(`${path}/agreements`, {}, undefined, adapted.version);
  await stage.expert('olena').post(`${path}/agreements`, {}, undefined, agreed.version);
  await stage.ae.post(`/placements/${placementId}/activation`);
  await stage.moveTo(await stage.now());
  stage.jobs.set(job, placementId);
}

const boardOf = async (stage: Stage): Promise<Task[]> =>
  (await stage.ae.get<{ items: Task[] }>(`/boards/${stage.job(job)}/tasks`)).items;

async function tellBoard(stage: Stage, placementId: string): Promise<void> {
  const tasks = await boardOf(stage);
  stage.tell(`  Olena starts on ${opening.title}; what was planned is on her board (${placementId.slice(-4)}).`);
  stage.check(
    'the draft board became the real one, estimates and all',
    plan.tasks.every(({ title, estimateMinutes }) =>
      tasks.some((task) => task.title === title && task.estimateMinutes === estimateMinutes),
    ),
  );
}

/** Eight hours a week, on two days. */
export async function gridHours(stage: Stage, week: string): Promise<void> {
  if (!stage.jobs.has(job)) return;
  const [task] = await boardOf(stage);
  const olena = stage.expert('olena');
  for (const offset of [1, 3]) {
    await olena.post('/entries', { taskId: task!.id, day: addDays(week, offset), minutes: 233, note: 'Weather' });
  }
  await olena.post('/sheets', { placementId: stage.job(job), week, summary: 'The weather comes in.' });
}

export async function approveGrid(stage: Stage, week: string): Promise<void> {
  if (!stage.jobs.has(job)) return;
  const sigrid = stage.person(fjord.contact.email);
  const { items } = await sigrid.get<{ items: Wire[] }>(`/sheets?placementId=${stage.job(job)}&week=${week}`);
  if (items[0]) await sigrid.post(`/sheets/${items[0].id}/reviews`, { approveRest: true });
}
