import type { Stage } from '../../deploy/demo/stage.js';
import { type Body, Person } from './person.js';

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Somebody new who is certified for the programme `network` and takes any engagement. */
export async function anExpert(stage: Stage, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@experts.example`;
  const { account, url } = await stage.join({ email, name, role: 'expert' });
  const expert = await Person.logIn(url, email);
  await expert.must('POST', '/experts', {
    ...{ givenName: name, familyName: 'Novak', skills: [{ name: 'Elixir', years: 6 }], experienceYears: 8 },
    ...{ english: 'C1', country: 'CZ', timeZone: 'Europe/Prague', payRate: usd('40.00') },
    engagementKinds: ['full-time', 'part-time', 'hourly'],
  });
  await stage.ae.post(`/experts/${account.id}/screening`);
  await stage.ae.post(`/experts/${account.id}/certifications`, { programme: 'network' });
  return expert;
}

/** A need that only such experts can fill; the full week unless told otherwise. */
export const anOpening = (client: Person, startsOn: string, about: object = {}): Promise<Body> =>
  client.must('POST', '/openings', {
    ...{ programme: 'network', title: 'Switchboard', description: 'Calls, routed.', startsOn, durationMonths: 12 },
    skills: [{ name: 'Elixir', minimumYears: 3 }],
    ...{ engagementKind: 'full-time', hoursPerWeek: 40, rateZone: 'eu-asia', budgetRate: usd('70.00') },
    ...about,
  });

export const anOffer = (expert: Person, opening: Body): Promise<Body> =>
  expert.must('POST', `/openings/${opening.id}/offers`, {
    payRate: usd('40.00'),
    hoursPerWeek: opening.hoursPerWeek,
    earliestStart: opening.startsOn,
  });

/** The client has chosen this expert; the contract is a draft that nobody has agreed to. */
export async function aSelection(client: Person, expert: Person, startsOn: string, about?: object): Promise<Body> {
  const offer = await anOffer(expert, await anOpening(client, startsOn, about));
  return client.must('POST', '/selections', { offerId: offer.id });
}

/** A placement that runs, with a task on its board; answers the task. */
export async function aTask(stage: Stage, client: Person, expert: Person, startsOn: string): Promise<Body> {
  const { id } = await aSelection(client, expert, startsOn);
  for (const party of [client, expert]) await party.must('POST', `/placements/${id}/contracts/1/agreements`, {}, 1);
  await stage.ae.post(`/placements/${id}/activation`);
  await stage.moveTo(await stage.now());
  return client.must('POST', `/boards/${id}/tasks`, { title: 'Exchange', estimateMinutes: 60_000 });
}
