import { eventually } from '#libs/testing';
import type { Question } from '../../deploy/demo/answers.js';
import { noticesOf, repeated } from '../../deploy/demo/notices.js';
import type { Stage, Wire } from '../../deploy/demo/stage.js';
import { aRunningJob } from '../support/job.js';
import { type Flow, killedAtEachMoment } from '../support/kills.js';
import { markHeld } from '../support/moments.js';
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

const placementId = (): string => stage.placement('harbour');
const templatesAbout = async (id: string): Promise<string[]> =>
  (await noticesOf(stage, `aboutId=${id}`)).map(({ template, recipient }) => `${template} to ${recipient.name}`);
/** QN-5. First answers that quality has counted. */
const answersCounted = async (): Promise<number> => {
  const path = `/placements/${placementId()}/metrics`;
  const { pairs } = await stage.ae.get<{ pairs: { key: string; delivery: { n: number } }[] }>(path);
  return pairs.find(({ key }) => key === 'first-answer')!.delivery.n;
};

const flows: Flow[] = [
  {
    publisher: 'communication',
    consumer: 'quality',
    prepare: async () => {
      const { id } = await stage.client('harbour').post<Question>('/questions', {
        ...{ placementId: placementId(), subject: 'Tides', body: 'How soon?' },
      });
      const before = await answersCounted();
      return {
        act: () => stage.expert('ada').post(`/questions/${id}/answers`, { body: 'Soon.', estimate: { minutes: 60 } }),
        seen: async () => (await answersCounted()) === before + 1,
      };
    },
  },
  {
    publisher: 'quality',
    consumer: 'notification',
    prepare: async () => {
      let complaint: Wire;
      return {
        act: async () => {
          complaint = await stage.ae.post<Wire>('/complaints', {
            ...{ placementId: placementId(), category: 'slow-answers', severity: 'minor', what: 'Slow.' },
          });
        },
        seen: async () => (await templatesAbout(complaint.id)).join() === 'complaint-logged to Tom Becker',
      };
    },
  },
];

const sound = async (): Promise<void> => {
  expect(repeated(await noticesOf(stage))).toEqual([]);
  expect(await stage.admin.get('/nps/recount')).toMatchObject({ ok: true });
};

describe('kill -9', () => {
  killedAtEachMoment(flows, () => network, sound);

  it('QN-1: of quality while questionnaires go out asks each contact once', async () => {
    await stage.at('2026-03-05', '09:00', berlin);
    const held = await markHeld(network, 'quality');
    const moving = stage.at('2026-03-05', '10:30', berlin).catch(() => undefined);
    await eventually('what was sent is being published', () => held.resting(), { withinMs: 60_000 });
    await network.kill('quality');
    await held.end('rollback');
    await network.restart('quality');
    await moving;
    await eventually('time has moved on', () => stage.at('2026-03-05', '10:30', berlin).then(() => true), {
      withinMs: 60_000,
    });
    const path = `/questionnaires?clientId=${stage.company('harbour')}`;
    const { items } = await stage.ae.get<{ items: Wire[] }>(path);
    expect(items).toHaveLength(1);
    expect(await templatesAbout(items[0]!.id)).toEqual(['questionnaire-sent to Hanna Vogt']);
    await sound();
  });
});
