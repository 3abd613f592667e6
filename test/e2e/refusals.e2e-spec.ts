import type { Stage } from '../../deploy/demo/stage.js';
import { badAmounts, badBodies, badHours, badQueries, badRates, badTasks, today } from '../support/bad-input.js';
import { anExpert, anOpening, aTask, usd } from '../support/hiring.js';
import { aRunningJob, reconciled } from '../support/job.js';
import { type Answer, type Body, everybody, type People, Person } from '../support/person.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let people: People;

beforeAll(async () => {
  network = await testNetwork({ clockStart: `${today}T08:00:00Z`, env: { LOGIN_LIMIT_PER_MINUTE: '1000' } });
  stage = await aRunningJob(network);
  people = await everybody(network);
});
afterAll(() => network?.stop());

/** Refusals are problem+json with a code, never a fault of ours; answers its outcome and the fields it names. */
function refusal(answer: Answer): string {
  expect(answer.contentType).toBe('application/problem+json');
  expect(answer.status).toBeLessThan(500);
  expect(answer.body.detail).not.toBe('');
  return [...new Set([answer.outcome, ...(answer.body.errors ?? []).map(({ field }) => field)])].join(' ');
}

describe('hours (TS-4)', () => {
  let task: Body;
  const enter = (about: object) => people.ada.post('/entries', { taskId: task.id, ...about });
  beforeAll(async () => {
    task = (await people.ada.must('GET', `/boards/${stage.placement('harbour')}/tasks`)).items[0]!;
  });

  it.each(badHours)('%j is refused', async (about, refused) => {
    expect(refusal(await enter(about))).toBe(refused);
  });

  it('by a minute twice is refused, side by side is not', async () => {
    const span = (from: string, to: string) =>
      enter({ startedAt: `${today}T${from}:00Z`, endedAt: `${today}T${to}:00Z` });
    expect((await span('05:00', '06:00')).status).toBe(201);
    expect(refusal(await span('05:59', '06:30'))).toBe('409 timesheet.overlap startedAt');
    expect((await span('06:00', '06:30')).status).toBe(201);
  });

  it('left no half of a write behind', async () => {
    const { items } = await people.ada.must('GET', '/entries');
    expect(items.map(({ minutes }) => minutes)).toEqual([60, 30]);
  });

  it.each([
    ['a week that begins on Tuesday', 'POST', '/sheets', { week: '2026-03-24' }],
    ['a sprint that does', 'PUT', '/sprints/2026-03-24/goals', { goals: 'Less' }],
  ])('%s is refused', async (_, method, path, body) => {
    const placementId = stage.placement('harbour');
    const answer = await (path === '/sheets'
      ? people.ada.send(method, path, { body: { ...body, placementId } })
      : people.ada.send(method, `/boards/${placementId}${path}`, { body }));
    expect(refusal(answer)).toBe('422 timesheet.week-not-monday week');
  });
});

describe('money', () => {
  it.each(badAmounts)('a payout of %j is refused', async (amount, refused) => {
    expect(refusal(await people.ada.post('/payouts', { amount }))).toBe(refused);
  });

  it.each(badRates)('a rate of %j is refused', async (budgetRate, code) => {
    await expect(anOpening(people.priya, '2026-04-06', { budgetRate })).rejects.toThrow(code);
  });
});

describe('requests', () => {
  const task = (about: object) =>
    people.hanna.post(`/boards/${stage.placement('harbour')}/tasks`, { title: 'Title', ...about });

  it.each(badTasks)('a task with %j is refused', async (about, refused) => {
    expect(refusal(await task(about))).toBe(refused);
  });

  it.each(['\u202eelttiL', '💩'.repeat(50), "'; drop table tasks; --", '=HYPERLINK("x")', '${7*7}', '__proto__'])(
    'a title %j is a text like any other',
    async (title) => {
      expect((await task({ title })).body.title).toBe(title);
    },
  );

  it.each(badBodies)('%s is refused', async (_, text, refused) => {
    const path = `/boards/${stage.placement('harbour')}/tasks`;
    expect(refusal(await people.hanna.send('POST', path, { text }))).toBe(refused);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a body of %s is refused',
    async (type) => {
      const path = `/boards/${stage.placement('harbour')}/tasks`;
      const request = { text: '{"title":"Title"}', headers: { 'content-type': type } };
      expect(refusal(await people.hanna.send('POST', path, request))).toBe('415 request.unsupported-media-type');
    },
  );

  it.each(badQueries)('GET %s is refused', async (path, refused) => {
    expect(refusal(await people.admin.get(path))).toBe(refused);
  });

  it.each(['*', 'W/"1"', '1', '"0"', '"01"', '"1", "2"', '"1e3"', '"9999999999"'])(
    'If-Match: %s is refused',
    async (etag) => {
      const request = { body: { title: 'Other' }, headers: { 'if-match': etag } };
      const [{ id }] = (await people.ada.must('GET', `/boards/${stage.placement('harbour')}/tasks`)).items as [Body];
      expect(refusal(await people.ada.send('PATCH', `/tasks/${id}`, request))).toBe('400 request.if-match-malformed');
    },
  );

  it.each([null, 'two words', 'é', 'a'.repeat(256)])('money under the key %j is refused', async (key) => {
    const { outcome } = await people.ada.post('/payouts', { amount: usd('1.00') }, { key });
    expect(outcome).toMatch(/^400 request.idempotency-key-(required|malformed)$/);
  });
});

describe('days that are shorter or longer (TS-4)', () => {
  const enter = (who: Person, { id }: Body, about: object) => who.post('/entries', { taskId: id, ...about });
  const minutesOf = ({ body, outcome }: Answer) => (body.items ? body.items.map(({ minutes }) => minutes) : outcome);
  let howe: { expert: Person; task: Body };

  beforeAll(async () => {
    const contact = { name: 'Joy Fenn', email: 'joy.fenn@howe.example' };
    const company = { name: 'Howe Ferries', country: 'AU', timeZone: 'Australia/Lord_Howe', contacts: [contact] };
    const { id: clientId } = await people.elena.must('POST', '/clients', company);
    await stage.join({ ...contact, role: 'client', clientId });
    const [client, expert] = [await Person.logIn(network.url, contact.email), await anExpert(stage, 'Iva')];
    howe = { expert, task: await aTask(stage, client, expert, today) };
  });

  const taskOf = async (who: Person, placement: 'harbour' | 'northwind'): Promise<Body> =>
    (await who.must('GET', `/boards/${stage.placement(placement)}/tasks`)).items[0]!;
  const full = '422 timesheet.day-too-long';

  it('Berlin loses an hour: 2026-03-29 has 23', async () => {
    await stage.moveTo(new Date('2026-04-06T12:00:00Z'));
    const task = await taskOf(people.ada, 'harbour');
    const night = { startedAt: '2026-03-28T22:00:00Z', endedAt: '2026-03-29T02:00:00Z' };
    expect(minutesOf(await enter(people.ada, task, night))).toEqual([60, 180]);
    expect(minutesOf(await enter(people.ada, task, { day: '2026-03-29', minutes: 1_201 }))).toBe(full);
    expect(minutesOf(await enter(people.ada, task, { day: '2026-03-29', minutes: 1_200 }))).toEqual([1_200]);
  });

  it('Lord Howe gains half an hour: 2026-04-05 has 24 and a half', async () => {
    const { expert, task } = howe;
    const night = { startedAt: '2026-04-04T12:00:00Z', endedAt: '2026-04-04T16:00:00Z' };
    expect(minutesOf(await enter(expert, task, night))).toEqual([60, 180]);
    expect(minutesOf(await enter(expert, task, { day: '2026-04-05', minutes: 1_291 }))).toBe(full);
    expect(minutesOf(await enter(expert, task, { day: '2026-04-05', minutes: 1_290 }))).toEqual([1_290]);
  });

  it('New York gains an hour: 2026-11-01 has 25', async () => {
    await stage.moveTo(new Date('2026-11-02T12:00:00Z'));
    const task = await taskOf(people.marc, 'northwind');
    const night = { startedAt: '2026-11-01T03:00:00Z', endedAt: '2026-11-01T07:00:00Z' };
    expect(minutesOf(await enter(people.marc, task, night))).toEqual([60, 180]);
    expect(minutesOf(await enter(people.marc, task, { day: '2026-11-01', minutes: 1_321 }))).toBe(full);
    expect(minutesOf(await enter(people.marc, task, { day: '2026-11-01', minutes: 1_320 }))).toEqual([1_320]);
  });

  it('PM-12: and the books agree', async () => {
    expect((await reconciled(stage)).ok).toBe(true);
  });
});
