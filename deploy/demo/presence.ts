import { addDays } from '#libs/time';
import type { Question } from './answers.js';
import { type ClientName, offers } from './cast.js';
import type { Stage, Wire } from './stage.js';

const zone = 'America/New_York';

interface Shift extends Wire {
  breaks: { late: boolean; coveredBy: string | null }[];
  updates: { state: string }[];
}
interface Fact extends Wire {
  kind: string;
  words: string;
}

/** Northwind agrees on two days with show-time and hourly updates, and Olena stands in for Marc. */
export async function agreeOnPresence(stage: Stage, monday: string): Promise<void> {
  await agreeOnShifts(stage, 'northwind', addDays(monday, 1), [{ days: [2, 3], from: '09:00', to: '17:00' }]);
  const path = `/placements/${stage.placement('northwind')}/coverage`;
  const { version } = await stage.ae.get<Wire>(path);
  await stage.ae.patch(path, { coveringId: stage.expert('olena').account.id }, version);
  stage.tell(
    '  Northwind and Marc agree on two days with show-time and hourly updates; Olena stands in during breaks.',
  );
}

/** No more shifts from the next Monday on. */
export const endPresence = (stage: Stage, monday: string): Promise<void> =>
  agreeOnShifts(stage, 'northwind', addDays(monday, 7), []);

/** An amendment both sides agree on: from that day on these are the shifts. */
export async function agreeOnShifts(
  stage: Stage,
  client: ClientName,
  effectiveFrom: string,
  shifts: object[],
): Promise<void> {
  const path = `/placements/${stage.placement(client)}/contracts`;
  const reason = 'For the days of launch.';
  const { number, version } = await stage.ae.post<Wire & { number: number }>(path, {
    ...{ effectiveFrom, reason, change: { shifts } },
  });
  const agreement = `${path}/${number}/agreements`;
  const agreed = await stage.client(client).post<Wire>(agreement, {}, undefined, version);
  await stage.expert(offers[client].chosen).post(agreement, {}, undefined, agreed.version);
  await stage.moveTo(await stage.now());
}

/** CS-1 to CS-3. A day of Marc's: there in time, a break with an open question, one hour without an update. */
export async function dayWithBreak(stage: Stage, day: string): Promise<void> {
  const marc = stage.expert('marc');
  await stage.at(day, '08:55', zone);
  const { id } = await shiftOf(stage, day);
  await marc.post(`/shifts/${id}/check-in`);
  await updates(stage, id, day, ['09:50', '10:50']);

  await stage.at(day, '11:00', zone);
  const question = await stage.client('northwind').post<Question>('/questions', {
    placementId: stage.placement('northwind'),
    subject: 'Charging',
    body: 'Do robots charge before or after a route?',
  });
  await stage.at(day, '11:05', zone);
  await marc.post(`/shifts/${id}/breaks`, { expectedMinutes: 30 });
  const olena = stage.expert('olena');
  const handedOver = await olena.get<Question>(`/questions/${question.id}`);
  stage.tell('  Tuesday, Marc is right back in 30 minutes; a question of Ray Keller is open.');
  stage.check('the open question moved to Olena', handedOver.assignedTo === olena.account.id);
  await stage.at(day, '11:20', zone);
  const answered = await olena.post<Question>(`/questions/${question.id}/answers`, {
    body: 'Before: a route that is begun is driven to its end.',
    estimate: { minutes: 0 },
  });
  await stage.at(day, '11:40', zone);
  const { breaks } = await marc.post<Shift>(`/shifts/${id}/return`);
  stage.tell('  Olena answers it within the hour. Marc is back five minutes late.');
  stage.check('the clock of the client was kept', answered.clocks[0]?.breachedAt === null);
  stage.check('the break was five minutes late, and says so', breaks[0]?.late === true);

  await updates(stage, id, day, ['11:50', '12:50', '15:01', '15:50', '16:50']);
  await stage.at(day, '17:30', zone);
  await factsOnly(stage, day);
}

async function updates(stage: Stage, shiftId: string, day: string, times: string[]): Promise<void> {
  for (const time of times) {
    await stage.at(day, time, zone);
    await stage.expert('marc').post(`/shifts/${shiftId}/updates`, { text: 'Status: Discussing tasks with my client.' });
  }
}

/** CS-2, CS-3. What was noted is for a conversation, and the system says so in so many words. */
async function factsOnly(stage: Stage, day: string): Promise<void> {
  const shift = await shiftOf(stage, day);
  const missed = shift.updates.filter(({ state }) => state === 'missed').length;
  const [miss, ...moreMisses] = await factsOf(stage, 'missed-update');
  const [silence, ...moreSilences] = await factsOf(stage, 'silence');
  if (!miss || !silence) throw new Error('Nothing was noted of an hour without an update.');
  stage.tell(`  After lunch nothing is heard of Marc for two hours. "${miss.words}" "${silence.words}"`);
  stage.check('one update is missed, one silence noted', missed === 1 && !moreMisses.length && !moreSilences.length);
  const refusal = await stage.ae.refusalOf((ae) =>
    ae.post(`/presence-facts/${miss.id}/talks`, { use: 'strike', note: 'A strike for this.' }),
  );
  stage.tell(`  Somebody tries to make a strike of it. Refused: ${refusal.body.detail}`);
  stage.check('a missed update is never a strike', refusal.body.code === 'communication.never-conduct');
  await stage.ae.post(`/presence-facts/${silence.id}/talks`, { note: 'His line was down; he has a second one now.' });
}

/** CS-1. Marc does not come; AE and team lead are alerted. */
export async function noShow(stage: Stage, day: string): Promise<void> {
  await stage.at(day, '10:00', zone);
  const { id, state } = await shiftOf(stage, day);
  const { items } = await stage.ae.get<{ items: { template: string; recipient: { name: string } }[] }>(
    `/notices?aboutId=${id}&template=no-show`,
  );
  const alerted = items.map(({ recipient }) => recipient.name).sort();
  stage.tell(`  Wednesday, Marc does not come: half an hour after nine, ${alerted.join(' and ')} are alerted.`);
  stage.check('the shift is a no-show', state === 'no-show');
  stage.check('AE and team lead are alerted, each once', alerted.join() === 'Elena Marsh,Tom Becker');
  const [fact] = await factsOf(stage, 'no-show');
  await stage.at(day, '11:00', zone);
  await stage.lead.post(`/presence-facts/${fact?.id}/talks`, { note: 'His daughter was ill; he is back tomorrow.' });
}

async function shiftOf(stage: Stage, day: string): Promise<Shift> {
  const path = `/shifts?placementId=${stage.placement('northwind')}&from=${day}&to=${day}`;
  const { items } = await stage.ae.get<{ items: Shift[] }>(path);
  if (!items[0]) throw new Error(`There is no shift on ${day}.`);
  return items[0];
}

const factsOf = async (stage: Stage, kind: string): Promise<Fact[]> =>
  (await stage.ae.get<{ items: Fact[] }>(`/presence-facts?placementId=${stage.placement('northwind')}&kind=${kind}`))
    .items;
