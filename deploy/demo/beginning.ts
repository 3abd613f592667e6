import { addMonths, dayOf } from '#libs/time';
import {
  type ClientName,
  clients,
  type ExpertName,
  experts,
  newcomer,
  offers,
  openings,
  secondContact,
  staff,
  tasks,
} from './cast.js';
import { openTheBooks } from './invoicing.js';
import { Problem } from './rest.js';
import type { Stage, Wire } from './stage.js';

const clientNames = Object.keys(clients) as ClientName[];
const expertNames = Object.keys(experts) as ExpertName[];
/** Who takes small jobs of the programme for all, too. */
const smallJobs: ExpertName[] = ['olena'];
const nameOf = (expert: ExpertName): string => {
  const { givenName, familyName } = experts[expert].application;
  return `${givenName} ${familyName}`;
};

/** Accounts, certified experts, client companies. */
export async function gather(stage: Stage): Promise<void> {
  stage.tell('The network opens its doors.');
  for (const person of staff) await stage.join(person);
  for (const name of clientNames) await welcomeClient(stage, name);
  for (const name of expertNames) await certify(stage, name);
  await refuseNewcomer(stage);
  await openTheBooks(stage);
}

async function welcomeClient(stage: Stage, name: ClientName): Promise<void> {
  const { company, contact } = clients[name];
  const { id } = await stage.ae.post<Wire>('/clients', {
    ...company,
    contacts: name === 'lumen' ? [contact, secondContact] : [contact],
    ownerId: stage.ae.account.id,
  });
  stage.companies.set(name, id);
  await stage.join({ ...contact, role: 'client', clientId: id });
  stage.tell(`  ${company.name} (${company.timeZone}) becomes a client; ${contact.name} speaks for it.`);
}

async function certify(stage: Stage, name: ExpertName): Promise<void> {
  const { email, application, programme, bank } = experts[name];
  const rest = await stage.join({ email, name: nameOf(name), role: 'expert' });
  await rest.post('/experts', application);
  await stage.ae.post(`/experts/${rest.account.id}/screening`);
  await stage.ae.post(`/experts/${rest.account.id}/certifications`, { programme });
  if (smallJobs.includes(name))
    await stage.ae.post(`/experts/${rest.account.id}/certifications`, { programme: 'network' });
  await rest.put(`/experts/${rest.account.id}/bank-details`, bank);
  const path = `/experts/${rest.account.id}`;
  const { version } = await stage.ae.get<Wire>(path);
  await stage.ae.patch(path, { teamLeadId: stage.lead.account.id }, version);
  stage.tell(
    `  ${nameOf(name)} applies (${application.skills.map((skill) => skill.name).join(', ')}) and is certified for ${programme}.`,
  );
}

async function refuseNewcomer(stage: Stage): Promise<void> {
  const { email, application } = newcomer;
  const rest = await stage.join({ email, name: 'Tim Young', role: 'expert' });
  await rest.post('/experts', application);
  await stage.ae.post(`/experts/${rest.account.id}/screening`);
  const refusal = await stage.ae.refusalOf((ae) =>
    ae.post(`/experts/${rest.account.id}/certifications`, { programme: 'client-based' }),
  );
  const bars = refusal.body.errors?.map(({ field, message }) => `${field} ${message}`).join(', ');
  stage.tell(`  Tim Young applies too, and is told the bars he misses for client-based: ${bars}.`);
}

/** From each client's need to a running placement. */
export async function place(stage: Stage): Promise<void> {
  await refuseCheapOpening(stage);
  for (const name of clientNames) await fill(stage, name);
}

async function refuseCheapOpening(stage: Stage): Promise<void> {
  const startsOn = dayOf(await stage.now(), clients.lumen.company.timeZone);
  const refusal = await stage
    .client('lumen')
    .refusalOf((client) =>
      client.post('/openings', { ...openings.lumen, startsOn, budgetRate: { amount: '49.99', currency: 'USD' } }),
    );
  stage.tell(`${clients.lumen.company.name} offers 49.99 USD an hour. Refused: ${refusal.body.detail}.`);
}

async function fill(stage: Stage, name: ClientName): Promise<void> {
  const client = stage.client(name);
  const { company, contact } = clients[name];
  const startsOn = dayOf(await stage.now(), company.timeZone);
  const opening = await client.post<Wire>('/openings', { ...openings[name], startsOn });
  stage.tell(
    `${company.name} needs somebody: "${openings[name].title}", ${openings[name].budgetRate.amount} USD an hour.`,
  );
  await tellWhoSeesIt(stage, opening.id);

  const { offering, chosen } = offers[name];
  const offerIds = new Map<ExpertName, string>();
  for (const expert of offering) {
    const { payRate } = experts[expert].application;
    const { hoursPerWeek } = openings[name];
    const offer = await stage.expert(expert).post<Wire>(`/openings/${opening.id}/offers`, {
      payRate,
      hoursPerWeek,
      earliestStart: startsOn,
      note: 'I have done this before.',
    });
    offerIds.set(expert, offer.id);
  }
  const refusal = await stage.admin.refusalOf((admin) => admin.post('/selections', { offerId: offerIds.get(chosen) }));
  stage.tell(
    `  ${offering.map(nameOf).join(' and ')} ${offering.length > 1 ? 'offer' : 'offers'}. Even the administrator may not choose: ${refusal.body.code}.`,
  );
  const placement = await client.post<Wire>('/selections', { offerId: offerIds.get(chosen) });
  stage.placements.set(name, placement.id);
  stage.tell(`  ${contact.name} chooses ${nameOf(chosen)}.`);
  await agree(stage, name, chosen, startsOn);
  for (const task of tasks[name]) await client.post(`/boards/${placement.id}/tasks`, task);
}

async function tellWhoSeesIt(stage: Stage, openingId: string): Promise<void> {
  const sees: string[] = [];
  for (const name of expertNames) {
    const found = await stage
      .expert(name)
      .get(`/openings/${openingId}`)
      .catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) return undefined;
        throw error;
      });
    if (found) sees.push(nameOf(name));
  }
  stage.tell(`  It is shown to ${sees.join(' and ')}; for everybody else it does not exist.`);
}

async function agree(stage: Stage, name: ClientName, expert: ExpertName, startsOn: string): Promise<void> {
  const placementId = stage.placement(name);
  const path = `/placements/${placementId}/contracts/1`;
  const draft = await stage.ae.get<Wire>(path);
  const { engagementKind, hoursPerWeek, durationMonths } = openings[name];
  const adapted = await stage.ae.patch<Wire>(
    path,
    { weeklyCapMinutes: hoursPerWeek * 60 + 120, shifts: [] },
    draft.version,
  );
  const agreed = await stage.client(name).post<Wire>(`${path}/agreements`, {}, undefined, adapted.version);
  await stage.expert(expert).post(`${path}/agreements`, {}, undefined, agreed.version);
  await stage.ae.post(`/placements/${placementId}/activation`);
  await stage.moveTo(await stage.now());
  stage.tell(
    `  The contract (${engagementKind}, until ${addMonths(startsOn, durationMonths)}, at most ${hoursPerWeek + 2} h a week) is agreed by both; the placement is active and its board is there.`,
  );
}
