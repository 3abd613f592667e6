import type { Question } from '../../deploy/demo/answers.js';
import { noticesOf, repeated } from '../../deploy/demo/notices.js';
import { agreeOnPresence, noShow } from '../../deploy/demo/presence.js';
import type { Stage } from '../../deploy/demo/stage.js';
import { aRunningJob } from '../support/job.js';
import { atOnce, everybody, type People, tally } from '../support/person.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

const berlin = 'Europe/Berlin';
const monday = '2026-03-02';
let network: TestNetwork;
let stage: Stage;
let people: People;

beforeAll(async () => {
  network = await testNetwork({ clockStart: `${monday}T07:00:00Z` });
  stage = await aRunningJob(network);
  people = await everybody(network);
});
afterAll(() => network?.stop());

/** `clock-breached to Tom Becker`, in order. */
const toldAbout = async (id: string): Promise<string[]> =>
  (await noticesOf(stage, `aboutId=${id}`)).map(({ template, recipient }) => `${template} to ${recipient.name}`).sort();

const ask = (subject: string): Promise<Question> =>
  stage.client('harbour').post<Question>('/questions', {
    ...{ placementId: stage.placement('harbour'), subject, body: 'How soon?' },
  });

describe('two weeks of promises', () => {
  it('PL-15: both sides are welcomed, once, with all that they need', async () => {
    const harbour = await toldAbout(stage.placement('harbour'));
    expect(harbour.filter((each) => each.startsWith('welcome'))).toEqual([
      'welcome-client to Hanna Vogt',
      'welcome-expert to Ada Kowalska',
    ]);
    const [welcome] = await noticesOf(stage, `template=welcome-client&aboutId=${stage.placement('harbour')}`);
    const { text } = await stage.ae.get<{ text: string }>(`/notices/${welcome!.id}`);
    for (const part of ['Elena Marsh', 'Tom Becker', 'Ada Kowalska', `/boards/${stage.placement('harbour')}`])
      expect(text).toContain(part);
  });

  it('CS-7, NT-1: a promise nobody keeps is warned of and broken, and everybody is told once', async () => {
    await stage.at(monday, '10:00', berlin);
    const { id, clocks } = await ask('Nobody answers this');
    await stage.at(monday, '12:00', berlin);
    const [clock] = (await stage.client('harbour').get<Question>(`/questions/${id}`)).clocks;
    expect(clock).toMatchObject({ id: clocks[0]!.id, warnedPercent: 80, breachedAt: '2026-03-02T09:30:00.000Z' });
    expect(await toldAbout(clock!.id)).toEqual([
      'clock-breached to Ada Kowalska',
      'clock-breached to Elena Marsh',
      'clock-breached to Tom Becker',
      'clock-warned to Ada Kowalska',
      'clock-warned to Ada Kowalska',
      'clock-warned to Tom Becker',
    ]);
  });

  it('CS-4: an e-mail that is delivered five times at once is one question, and its reply stands in it', async () => {
    const raw = (id: string, more: string) =>
      [
        `From: Hanna Vogt <hanna.vogt@harbour.example>`,
        `To: q+${stage.placement('harbour')}@shoreline.local`,
        `Message-ID: <${id}@harbour.example>`,
        `Subject: Tides${more}`,
        '',
        'With <b>tides</b>?',
      ].join('\r\n');
    const answers = await atOnce(5, () => people.elena.post('/inbound/emails', { raw: raw('tides-1', '') }));
    expect(tally(answers)).toEqual({ '201': 5 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const automatic = raw('tides-2', '\r\nIn-Reply-To: <tides-1@harbour.example>\r\nAuto-Submitted: auto-replied');
    const { body } = await people.elena.post('/inbound/emails', { raw: automatic });
    expect(body).toMatchObject({
      id: answers[0]!.body.id,
      clocks: [{ state: 'running' }],
      messages: [{ kind: 'question', body: 'With <b>tides</b>?' }, { kind: 'auto-reply' }],
    });
  });

  it('CS-5, TS-11: a question that is closed by five people at once is one task on the board', async () => {
    const { id } = await ask('Make it so');
    await stage.expert('ada').post(`/questions/${id}/answers`, { body: 'Yes.', estimate: { minutes: 60 } });
    const closing = { action: 'task', note: 'As agreed', title: 'Made so', estimateMinutes: 60 };
    const answers = await atOnce(5, () => people.ada.post(`/questions/${id}/closing`, closing));
    expect(tally(answers)).toEqual({ '200': 1, '409 communication.question-state': 4 });
    await stage.moveTo(await stage.now());
    const { items } = await stage
      .client('harbour')
      .get<{ items: { title: string }[] }>(`/boards/${stage.placement('harbour')}/tasks?limit=100`);
    expect(items.filter(({ title }) => title === 'Made so')).toHaveLength(1);
  });

  it('CS-1: a no-show alerts account executive and team lead', async () => {
    await agreeOnPresence(stage, monday);
    await noShow(stage, '2026-03-03');
    expect(stage.broken).toEqual([]);
  });

  it('GW-3: neither another client nor an expert who stands apart sees any of it', async () => {
    const { id, clocks } = await ask('Only for Harbour');
    for (const stranger of [people.priya, people.ravi])
      for (const path of [`/questions/${id}`, `/clocks/${clocks[0]!.id}`, `/clocks/${clocks[0]!.id}/explanation`])
        expect((await stranger.get(path)).status).toBe(404);
    const { items } = (await people.priya.get('/questions')).body;
    expect(items).toEqual([]);
  });

  it('NT-1: after two weeks each notice is there once, and each that went out is one mail', async () => {
    await stage.moveTo(new Date('2026-03-16T18:00:00Z'));
    const notices = await noticesOf(stage);
    expect(repeated(notices)).toEqual([]);
    // A warning that waited for somebody's morning is old news once the promise is broken.
    const notSent = notices.filter(({ state }) => state !== 'sent');
    expect(notSent.filter(({ state, template }) => state !== 'skipped' || template !== 'clock-warned')).toEqual([]);
  });
});
