import { addDays, instantOf } from '#libs/time';
import { clients, experts } from './cast.js';
import type { Stage, Wire } from './stage.js';

export interface Clock {
  id: string;
  kind: string;
  state: string;
  dueAt: string | null;
  breachedAt: string | null;
  warnedPercent: number | null;
}
export interface Question extends Wire {
  subject: string;
  assignedTo: string;
  clocks: Clock[];
  messages: { kind: string; body: string; by: string }[];
  action: { kind: string; taskId: string | null } | null;
}
interface Explanation {
  stretches: { seconds: number; label: string }[];
  elapsedSeconds: number;
  words: string;
}

/** CS-4, CS-5, TS-11. Hanna writes an e-mail; it is delivered twice, asked back, answered in time, and becomes a task. */
export async function questionByMail(stage: Stage, monday: string): Promise<void> {
  const { email, name } = clients.harbour.contact;
  const ada = stage.expert('ada');
  const mail = (id: string, subject: string, text: string, ...headers: string[]) =>
    [
      `From: ${name} <${email}>`,
      `To: q+${stage.placement('harbour')}@shoreline.local`,
      `Message-ID: <${id}@harbour.example>`,
      `Subject: ${subject}`,
      ...headers,
      '',
      text,
      '',
    ].join('\r\n');
  const receive = (raw: string) => stage.partner.post<Question>('/inbound/emails', { raw });

  await stage.at(monday, '16:10', 'Europe/Berlin');
  const first = mail(`${monday}-1`, 'Ports in the north', 'Can the live view show Tromsø, and how soon?');
  const asked = await receive(first);
  const again = await receive(first);
  stage.tell(`  Monday 16:10, ${name} writes an e-mail. It is delivered twice, and is one question.`);
  stage.check(
    'the same e-mail twice is one question with one message',
    again.id === asked.id && again.messages.length === 1,
  );

  await stage.at(monday, '16:20', 'Europe/Berlin');
  await ada.post(`/questions/${asked.id}/questions-back`, { body: 'With the tide tables, or without?' });
  await stage.at(monday, '16:35', 'Europe/Berlin');
  const reference = `In-Reply-To: <${monday}-1@harbour.example>`;
  const replied = await receive(mail(`${monday}-2`, 'Re: Ports in the north', 'Without, for now.', reference));
  stage.tell('  Ada asks back, and the clock waits until Hanna replies by mail.');
  stage.check('the reply stands in its thread', replied.id === asked.id);

  await stage.at(monday, '16:45', 'Europe/Berlin');
  const body = 'Yes: the port sends what the others send. Half a day of work.';
  const answered = await ada.post<Question>(`/questions/${asked.id}/answers`, { body, estimate: { minutes: 240 } });
  const [clock] = answered.clocks;
  stage.tell(`  Ada answers at 16:45. ${(await explain(stage, clock!)).words}`);
  stage.check('the promise was kept', clock?.state === 'stopped' && clock.breachedAt === null);

  const closing = { action: 'task', note: 'Hanna wants it.', title: 'Tromsø in the live view', estimateMinutes: 240 };
  const { action } = await ada.post<Question>(`/questions/${asked.id}/closing`, closing);
  await stage.moveTo(await stage.now());
  const { items } = await ada.get<{ items: Wire[] }>(`/boards/${stage.placement('harbour')}/tasks?limit=100`);
  stage.tell('  It is closed with a task, "Tromsø in the live view", on the board.');
  stage.check('the task is on the board once', items.filter(({ id }) => id === action?.taskId).length === 1);
}

/** CS-7. Friday 16:30, one hour, from 9 to 17: nobody answers before Monday afternoon. */
export async function fridayAfternoon(stage: Stage, friday: string): Promise<void> {
  await stage.at(friday, '16:30', 'Europe/London');
  const { id } = await stage.client('lumen').post<Question>('/questions', {
    placementId: stage.placement('lumen'),
    subject: 'Gift vouchers',
    body: 'Where do vouchers go on the product page?',
  });
  const { clocks } = await stage.client('lumen').get<Question>(`/questions/${id}`);
  const due = new Date(clocks[0]!.dueAt!);
  stage.tell(
    '  Friday 16:30 in London, Priya Shah asks a question; an answer is promised within one hour, from 9 to 17.',
  );
  stage.check(
    'one hour from Friday 16:30 ends on Monday at 9:30',
    +due === +instantOf(addDays(friday, 3), '09:30', 'Europe/London'),
  );
}

/** The Monday after: broken, seen on the desk of the AE, answered late, and explained. */
export async function lateAnswer(stage: Stage): Promise<void> {
  const { items } = await stage.client('lumen').get<{ items: Wire[] }>('/questions?state=open');
  const { id } = items[0]!;
  const { counts, breachedClocks } = await stage.ae.get<{
    counts: Record<string, number>;
    breachedClocks: { subjectId: string }[];
  }>('/attention');
  stage.tell(`  On Elena's desk: ${counts.breachedClocks} broken promise, ${counts.openQuestions} open question.`);
  stage.check(
    "the broken promise is on the AE's desk",
    breachedClocks.some(({ subjectId }) => subjectId === id),
  );
  const answered = await stage
    .expert('ravi')
    .post<Question>(`/questions/${id}/answers`, { body: 'Under the price.', estimate: { minutes: 90 } });
  const explanation = await explain(stage, answered.clocks[0]!);
  stage.tell(`  Ravi answers late. Why it was late: ${explanation.words}`);
  const sum = explanation.stretches.reduce((seconds, stretch) => seconds + stretch.seconds, 0);
  stage.check('the stretches of the explanation add up exactly', sum === explanation.elapsedSeconds);
  await stage.ae.post(`/questions/${id}/closing`, { action: 'weekly-summary', note: 'Vouchers: where they go.' });
}

/** CS-8. Ada sees what she did wrong, and says so. */
export async function mistakeTold(stage: Stage, day: string): Promise<void> {
  await stage.at(day, '10:00', 'Europe/Berlin');
  const ada = stage.expert('ada');
  const what = 'The cleaning rules dropped the readings of Kiel from Tuesday to Thursday.';
  const { id } = await ada.post<Wire>('/mistakes', { placementId: stage.placement('harbour'), what });
  const refusal = await ada.refusalOf((rest) => rest.post(`/mistakes/${id}/remedy`, { remedy: 'Read in again.' }));
  await stage.at(day, '10:20', 'Europe/Berlin');
  await ada.post(`/mistakes/${id}/disclosure`, {
    message: `${what} They are in the archive; I read them in again today.`,
  });
  const told = await stage.client('harbour').get<{ clock: Clock }>(`/mistakes/${id}`);
  await stage.at(day, '12:00', 'Europe/Berlin');
  const remedied = await ada.post<Wire>(`/mistakes/${id}/remedy`, { remedy: 'All of Kiel is there again.' });
  const { givenName } = experts.ada.application;
  stage.tell(
    `  Friday 10:00, ${givenName} finds a mistake of hers. Put right before it is told? ${refusal.body.detail}`,
  );
  stage.tell('  She tells Hanna Vogt at 10:20, and has put it right at noon.');
  stage.check('the client was told in time', told.clock.state === 'stopped' && told.clock.breachedAt === null);
  stage.check('the mistake is put right', remedied.state === 'put-right');
}

/** CS-6. In New York it is two at night; the fix clock of a production bug runs around the clock. */
export async function bugAtNight(stage: Stage, day: string): Promise<void> {
  const zone = 'America/New_York';
  await stage.at(day, '02:00', zone);
  const ray = stage.client('northwind');
  const marc = stage.expert('marc');
  const { id } = await ray.post<Wire>('/bugs', {
    placementId: stage.placement('northwind'),
    title: 'All robots stand still',
    description: 'Since 1:50 no robot takes a route.',
    severity: 'production',
  });
  await stage.at(day, '02:40', zone);
  await marc.post(`/bugs/${id}/workaround`, { text: 'Routes of yesterday are loaded: they drive, without new ones.' });
  await stage.at(day, '03:50', zone);
  await marc.post(`/bugs/${id}/fix`, { text: 'The planner no longer waits for a robot that is switched off.' });
  await stage.at(day, '08:00', zone);
  const closed = await ray.post<Wire & { clocks: Clock[] }>(`/bugs/${id}/closing`);
  const [clock] = closed.clocks;
  stage.tell('  Thursday 2:00 at night in New York, Ray Keller reports a production bug: all robots stand still.');
  stage.tell('  Marc has a workaround at 2:40 and the fix at 3:50; in the morning Ray finds it good.');
  stage.check('it was fixed in time, counted at night too', clock?.kind === 'fix' && clock.breachedAt === null);
}

export const explain = (stage: Stage, { id }: { id: string }): Promise<Explanation> =>
  stage.ae.get<Explanation>(`/clocks/${id}/explanation`);
