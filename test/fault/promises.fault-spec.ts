import { eventually } from '#libs/testing';
import type { Question } from '../../deploy/demo/answers.js';
import { noticesOf, repeated } from '../../deploy/demo/notices.js';
import type { Stage } from '../../deploy/demo/stage.js';
import { aRunningJob } from '../support/job.js';
import { type Flow, killedAtEachMoment } from '../support/kills.js';
import { markHeld, receiptHeld } from '../support/moments.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

const berlin = 'Europe/Berlin';
let network: TestNetwork;
let stage: Stage;

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z' });
  stage = await aRunningJob(network);
  await stage.at('2026-03-02', '10:00', berlin);
});
afterAll(() => network?.stop());

let asked = 0;
const ask = (): Promise<Question> =>
  stage.client('harbour').post<Question>('/questions', {
    ...{ placementId: stage.placement('harbour'), subject: `Question ${++asked}`, body: 'How soon?' },
  });
const clockOf = async ({ id }: Question) => (await stage.ae.get<Question>(`/questions/${id}`)).clocks[0]!;
const templatesAbout = async (id: string): Promise<string[]> =>
  (await noticesOf(stage, `aboutId=${id}`)).map(({ template, recipient }) => `${template} to ${recipient.name}`).sort();

const flows: Flow[] = [
  {
    publisher: 'communication',
    consumer: 'timesheet',
    prepare: async () => {
      const { id, subject } = await ask();
      await stage.expert('ada').post(`/questions/${id}/answers`, { body: 'Soon.', estimate: { minutes: 60 } });
      const board = `/boards/${stage.placement('harbour')}/tasks?limit=100`;
      return {
        act: () => stage.expert('ada').post(`/questions/${id}/closing`, { action: 'task', note: 'As agreed.' }),
        seen: async () => {
          const { items } = await stage.ae.get<{ items: { title: string }[] }>(board);
          return items.filter(({ title }) => title === subject).length === 1;
        },
      };
    },
  },
  {
    publisher: 'communication',
    consumer: 'notification',
    prepare: async () => {
      let question: Question;
      return {
        act: async () => (question = await ask()),
        seen: async () => (await templatesAbout(question.id)).join() === 'question-asked to Ada Kowalska',
      };
    },
  },
];

const nothingTwice = async (): Promise<void> => expect(repeated(await noticesOf(stage))).toEqual([]);

describe('kill -9', () => {
  killedAtEachMoment(flows, () => network, nothingTwice);

  const thirtyMinutes = [
    'clock-breached to Ada Kowalska',
    'clock-breached to Elena Marsh',
    'clock-breached to Tom Becker',
    'clock-warned to Ada Kowalska',
    'clock-warned to Ada Kowalska',
    'clock-warned to Tom Becker',
  ];
  /** Time goes on although a service dies on the way: the move is asked for again until it is done. */
  const moveThrough = (day: string, time: string): Promise<void> =>
    eventually('time has moved on', () => stage.at(day, time, berlin).then(() => true), { withinMs: 60_000 }).then(
      () => undefined,
    );

  it('of communication while a deadline is told of breaks the promise once', async () => {
    await stage.at('2026-03-03', '10:00', berlin);
    const question = await ask();
    const held = await markHeld(network, 'communication');
    const moving = stage.at('2026-03-03', '11:00', berlin).catch(() => undefined);
    await eventually('what the timer told is being published', () => held.resting(), { withinMs: 60_000 });
    await network.kill('communication');
    await held.end('rollback');
    await network.restart('communication');
    await moving;
    await moveThrough('2026-03-03', '11:00');
    const clock = await clockOf(question);
    expect(clock.breachedAt).toBe('2026-03-03T09:30:00.000Z');
    expect(await templatesAbout(clock.id)).toEqual(thirtyMinutes);
  });

  it('of notification while it writes down what it heard sends each mail once', async () => {
    await stage.at('2026-03-04', '10:00', berlin);
    const question = await ask();
    const held = await receiptHeld(network, 'notification');
    const moving = stage.at('2026-03-04', '11:00', berlin).catch(() => undefined);
    await eventually('the handling transaction rests', () => held.resting(), { withinMs: 60_000 });
    await network.kill('notification');
    await held.end('commit');
    await network.restart('notification');
    await moving;
    await moveThrough('2026-03-04', '11:00');
    expect(await templatesAbout((await clockOf(question)).id)).toEqual(thirtyMinutes);
    expect((await noticesOf(stage)).filter(({ state }) => state !== 'sent')).toEqual([]);
    await nothingTwice();
  });
});
