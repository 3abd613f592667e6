import { addDays } from '#libs/time';
import { type ClientName, clients, type ExpertName, experts } from './cast.js';
import type { Stage, Wire } from './stage.js';

interface Strikes {
  barred: boolean;
  strikes: { state: string; explanation: string }[];
}

/** Small jobs of a few weeks, in which somebody gets a second chance, and somebody else doesn't. */
const jobs = {
  search: { client: 'lumen', title: 'Search box', hours: 5 },
  archive: { client: 'harbour', title: 'Archive of tides', hours: 5 },
  dashboards: { client: 'northwind', title: 'Dashboards', hours: 5 },
  labels: { client: 'lumen', title: 'Labels', hours: 5 },
} as const satisfies Record<string, { client: ClientName; title: string; hours: number }>;
type Job = keyof typeof jobs;

/** By the number of the week they are told in. */
export const chances: Record<number, (stage: Stage, week: string) => Promise<void>> = {
  2: async (stage, week) => {
    await hire(stage, 'search', 'olena', addDays(week, 7));
    await hire(stage, 'dashboards', 'viktor', addDays(week, 7));
  },
  4: coach,
  5: async (stage, week) => {
    await lose(stage, 'search', 'slow-answers', 'Questions waited until the next day.');
    await hire(stage, 'archive', 'olena', addDays(week, 7));
    await lose(stage, 'dashboards', 'missed-deadlines', 'Three dates passed, one after the other.');
    await hire(stage, 'labels', 'viktor', addDays(week, 7));
  },
  8: bar,
  10: forgive,
};

/** From an opening to a running placement. */
async function hire(stage: Stage, job: Job, expert: ExpertName, startsOn: string): Promise<void> {
  const { client, title, hours } = jobs[job];
  const offer = await offerFor(stage, job, expert, startsOn);
  const placement = await stage.client(client).post<Wire>('/selections', { offerId: offer.id });
  const path = `/placements/${placement.id}/contracts/1`;
  const { version } = await stage.ae.get<Wire>(path);
  const adapted = await stage.ae.patch<Wire>(path, { shifts: [] }, version);
  const agreed = await stage.client(client).post<Wire>(`${path}/agreements`, {}, undefined, adapted.version);
  await stage.expert(expert).post(`${path}/agreements`, {}, undefined, agreed.version);
  await stage.ae.post(`/placements/${placement.id}/activation`);
  await stage.moveTo(await stage.now());
  stage.jobs.set(job, placement.id);
  stage.tell(`  ${clients[client].company.name} takes ${nameOf(expert)} for "${title}", ${hours} hours a week.`);
}

async function offerFor(stage: Stage, job: Job, expert: ExpertName, startsOn: string): Promise<Wire> {
  const opening = await open(stage, job, expert, startsOn);
  return stage.expert(expert).post<Wire>(`/openings/${opening.id}/offers`, terms(job, expert, startsOn));
}

const open = (stage: Stage, job: Job, expert: ExpertName, startsOn: string): Promise<Wire> => {
  const { client, title, hours: hoursPerWeek } = jobs[job];
  const [skill] = experts[expert].application.skills;
  return stage.client(client).post<Wire>('/openings', {
    ...{ programme: 'network', title, description: 'A small job beside the large one.', startsOn, durationMonths: 2 },
    ...{ engagementKind: 'part-time', hoursPerWeek, rateZone: 'eu-asia' },
    skills: [{ name: skill.name, minimumYears: 1 }],
    budgetRate: { amount: '60.00', currency: 'USD' },
  });
};

const terms = (job: Job, expert: ExpertName, earliestStart: string) => ({
  payRate: experts[expert].application.payRate,
  ...{ hoursPerWeek: jobs[job].hours, earliestStart },
});

/** QN-4. A complaint is coached, not punished. */
async function coach(stage: Stage): Promise<void> {
  const complaint = await stage.ae.post<Wire>('/complaints', {
    ...{ placementId: stage.job('search'), category: 'slow-answers', severity: 'serious' },
    what: 'We wait half a day for a simple answer.',
  });
  await stage.lead.post(`/complaints/${complaint.id}/coaching-sessions`, {
    heldAt: (await stage.now()).toISOString(),
    notes: 'Wants to be sure before answering.',
    agreed: 'Say within half an hour that you are checking, and when you will know.',
  });
  stage.tell('  Lumen Books complains of slow answers; Tom Becker coaches Olena: "checking" is an answer, too.');
}

/** PL-13. The client asks for somebody else: one lost client, by its category. */
async function lose(stage: Stage, job: Job, category: string, what: string): Promise<void> {
  const reason = 'The client asks for somebody else.';
  await stage.ae.post(`/placements/${stage.job(job)}/end`, { reason, loss: { category, what } });
  await stage.moveTo(await stage.now());
  stage.tell(`  ${clients[jobs[job].client].company.name} ends "${jobs[job].title}" (${category}): a lost client.`);
}

/** PL-13. Two lost clients for related reasons: nobody can place Viktor again, by no way. */
async function bar(stage: Stage, week: string): Promise<void> {
  await lose(stage, 'labels', 'low-quality-work', 'Half of the labels were wrong.');
  const viktor = stage.expert('viktor');
  const opening = await open(stage, 'archive', 'viktor', addDays(week, 14));
  const offered = await viktor.refusalOf((rest) =>
    rest.post(`/openings/${opening.id}/offers`, terms('archive', 'viktor', addDays(week, 14))),
  );
  const suggested = await stage.ae.refusalOf((ae) =>
    ae.post(`/openings/${opening.id}/suggestions`, { expertId: viktor.account.id }),
  );
  stage.tell(`  Viktor offers elsewhere. Refused: ${offered.body.detail}`);
  stage.check(
    'a third placement is refused, offered or suggested',
    [offered, suggested].every(({ body }) => body.code === 'placement.barred-by-strikes'),
  );
  await stage.client('harbour').post(`/openings/${opening.id}/withdrawal`, { reason: 'Nobody can take it.' });
}

/** PL-13. A placement that ends well forgives. */
async function forgive(stage: Stage): Promise<void> {
  const olena = stage.expert('olena');
  const path = `/experts/${olena.account.id}/strikes`;
  const before = await olena.get<Strikes>(path);
  await stage.ae.post(`/placements/${stage.job('archive')}/end`, { reason: 'All tides are in the archive.' });
  await stage.moveTo(await stage.now());
  const after = await olena.get<Strikes>(path);
  stage.tell(`  "Archive of tides" ends well. What Olena reads of her strike: ${after.strikes[0]?.explanation}`);
  stage.check(
    'a lost client is forgiven after a success, and stays in the history',
    before.strikes[0]?.state === 'counting' && after.strikes[0]?.state === 'forgiven' && !after.barred,
  );
}

const nameOf = (expert: ExpertName): string => {
  const { givenName, familyName } = experts[expert].application;
  return `${givenName} ${familyName}`;
};
