import type { Rest } from '../../deploy/demo/rest.js';
import type { Stage, Wire } from '../../deploy/demo/stage.js';

interface SmallJob {
  client: Rest;
  placementId: string;
  taskId: string;
}

const opening = {
  ...{ programme: 'delivery-method', title: 'An hour a week', description: 'A look at the logs.', durationMonths: 6 },
  ...{ hoursPerWeek: 1, engagementKind: 'part-time', rateZone: 'eu-asia' },
  ...{ budgetRate: { amount: '75.10', currency: 'USD' }, skills: [{ name: 'TypeScript', minimumYears: 3 }] },
};

/** Olena works an hour a week for so many new clients, each with its billing profile. */
export async function smallJobs(stage: Stage, count: number, startsOn: string): Promise<SmallJob[]> {
  const jobs: SmallJob[] = [];
  for (let n = 1; n <= count; n++) jobs.push(await smallJob(stage, `Small Client ${n}`, startsOn));
  await stage.moveTo(await stage.now());
  return jobs;
}

async function smallJob(stage: Stage, name: string, startsOn: string): Promise<SmallJob> {
  const contact = { name: `Speaker of ${name}`, email: `${name.replaceAll(' ', '.').toLowerCase()}@small.example` };
  const { id: clientId } = await stage.ae.post<Wire>('/clients', {
    ...{ name, country: 'NO', timeZone: 'Europe/Oslo', contacts: [contact], ownerId: stage.ae.account.id },
  });
  const client = await stage.join({ ...contact, role: 'client', clientId });
  const { id: openingId } = await client.post<Wire>('/openings', { ...opening, startsOn });
  const offer = await stage.expert('olena').post<Wire>(`/openings/${openingId}/offers`, {
    ...{ payRate: { amount: '45.00', currency: 'USD' }, hoursPerWeek: 1, earliestStart: startsOn },
  });
  const { id: placementId } = await client.post<Wire>('/selections', { offerId: offer.id });
  const path = `/placements/${placementId}/contracts/1`;
  const draft = await stage.ae.get<Wire>(path);
  const adapted = await stage.ae.patch<Wire>(path, { shifts: [] }, draft.version);
  const agreed = await client.post<Wire>(`${path}/agreements`, {}, undefined, adapted.version);
  await stage.expert('olena').post(`${path}/agreements`, {}, undefined, agreed.version);
  await stage.ae.post(`/placements/${placementId}/activation`);
  await stage.moveTo(await stage.now());
  const profile = {
    ...{ legalName: name, taxId: null, taxRateBasisPoints: 2500, paymentTermDays: 14, purchaseOrder: null },
    ...{ address: { street: 'Bryggen 1', postcode: '5003', city: 'Bergen', country: 'NO' }, email: contact.email },
  };
  await stage.ae.put(`/clients/${clientId}/billing-profile`, profile, 0);
  const { id: taskId } = await client.post<Wire>(`/boards/${placementId}/tasks`, {
    ...{ title: 'Logs', estimateMinutes: 600 },
  });
  return { client, placementId, taskId };
}

/** Half an hour of each job on this day, approved. */
export async function halfAnHourEach(stage: Stage, jobs: readonly SmallJob[], of: { week: string; day: string }) {
  const olena = stage.expert('olena');
  for (const { client, placementId, taskId } of jobs) {
    await olena.post('/entries', { taskId, day: of.day, minutes: 30 });
    const sheet = await olena.post<Wire>('/sheets', { placementId, week: of.week });
    await client.post(`/sheets/${sheet.id}/reviews`, { approveRest: true });
  }
}
