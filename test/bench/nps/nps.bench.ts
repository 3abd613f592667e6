import { NpsQuestion, NpsRankingFilter } from '#libs/contracts';
import { anAdmin, TestService } from '#libs/testing';
import { migrations } from '../../../apps/quality/src/migrations/index.js';
import { NpsService } from '../../../apps/quality/src/nps/nps.service.js';
import { QualityModule } from '../../../apps/quality/src/quality.module.js';
import { fill } from '../support/fill.js';
import type { Figure, Report } from '../support/report.js';
import { percentile, timesOf } from '../support/rounds.js';
import { answers, lastWeek, manyAnswers } from './many-answers.js';

const now = `${lastWeek}T09:00:00Z`;
const kinds = `count(*) as asked, count(*) filter (where score >= 9) as promoters,
  count(*) filter (where score in (7, 8)) as passives, count(*) filter (where score <= 6) as detractors`;

/** What asking for an NPS costs beside counting it from a million answers: the question, and what counts the same. */
interface Rival {
  path: string;
  ours: () => Promise<unknown>;
  counting: string;
  params: unknown[];
}

export async function nps(): Promise<Report> {
  const service = await TestService.start({ service: 'quality', module: QualityModule, migrations, now });
  await fill(service, manyAnswers);
  const roundTrip = percentile(await timesOf(() => service.query('select 1'), 500), 50);
  const figures: Figure[] = [{ path: 'a round trip to the database, p50', value: roundTrip, unit: 'ms' }];
  for (const { path, ours, counting, params } of await rivals(service)) {
    const counted = await timesOf(() => service.query(counting, params), 12);
    const asked = await timesOf(ours, 500);
    const limit = percentile(counted, 50);
    const beside = (value: number) => [{ to: 'counting', value: value / limit }];
    const [p50, p99] = [percentile(asked, 50), percentile(asked, 99)];
    figures.push(
      { path: `${path}, counted from the answers, p50`, value: limit, unit: 'ms' },
      { path: `${path}, p50`, value: p50, unit: 'ms', ratios: beside(p50) },
      { path: `${path}, p99`, value: p99, unit: 'ms', ratios: beside(p99) },
    );
  }
  await service.stop();
  return { about: `${answers.toLocaleString('en')} answers`, figures };
}

async function rivals(service: TestService): Promise<Rival[]> {
  const [expert] = await service.query<{ id: string }>('select expert_id as id from experts order by 1 limit 1');
  const { id } = expert!;
  const tallies = service.app.get(NpsService);
  const ada = anAdmin();
  const get = (question: object) => () => tallies.get(ada, NpsQuestion.parse(question));
  const ofExpert = `select ${kinds} from questionnaire_items where expert_id = $1`;
  return [
    {
      path: 'an expert, 4 weeks',
      ours: get({ scope: 'expert', id, window: '4' }),
      counting: `${ofExpert} and week > $2::date - 28`,
      params: [id, lastWeek],
    },
    {
      path: 'an expert, a series of 26 windows of 4 weeks',
      ours: get({ scope: 'expert', id, window: '4', weeks: 26 }),
      counting: `${ofExpert} and week > $2::date - 7 * 29 group by week`,
      params: [id, lastWeek],
    },
    {
      path: 'the network, a week',
      ours: get({ scope: 'network', window: '1' }),
      counting: `select ${kinds} from questionnaire_items where week = $1`,
      params: [lastWeek],
    },
    {
      path: 'the network, 12 weeks',
      ours: get({ scope: 'network', window: '12' }),
      counting: `select ${kinds} from questionnaire_items where week > $1::date - 84`,
      params: [lastWeek],
    },
    {
      path: 'experts ranked over 12 weeks',
      ours: () => tallies.rank(ada, NpsRankingFilter.parse({ scope: 'expert' })),
      counting: `select expert_id, ${kinds} from questionnaire_items where week > $1::date - 84 group by 1`,
      params: [lastWeek],
    },
  ];
}
