import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the three programmes have in common. */
const common = {
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120 },
  mistakeToldMinutes: 30,
  npsEveryDays: 7,
  floorRates: {
    'eu-asia': { amount: '50.00', currency: 'USD' },
    'us-western-europe': { amount: '100.00', currency: 'USD' },
  },
  settlementEveryDays: 14,
  payoutPromiseHours: 24,
  referralCommissionPercent: 25,
  readyToStartHours: 24,
};

const programmes: { id: string; name: string; terms: object }[] = [
  {
    id: 'client-based',
    name: 'Client-based',
    terms: {
      ...common,
      minimumExperienceYears: 5,
      minimumEnglish: 'C1',
      shortestEngagementMonths: 6,
      engagementKinds: ['full-time'],
      hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 },
      showTimeToleranceMinutes: 5,
      breakNotices: true,
      firstAnswerMinutes: 60,
      oneToOneEveryDays: { expert: 14, client: 30 },
    },
  },
  {
    id: 'delivery-method',
    name: 'Delivery method',
    terms: {
      ...common,
      minimumExperienceYears: 3,
      minimumEnglish: 'B2',
      shortestEngagementMonths: 1,
      engagementKinds: ['full-time', 'part-time'],
      hourlyUpdate: null,
      showTimeToleranceMinutes: 15,
      breakNotices: false,
      firstAnswerMinutes: 30,
      oneToOneEveryDays: { expert: 7, client: 14 },
    },
  },
  {
    id: 'network',
    name: 'Network',
    terms: {
      ...common,
      minimumExperienceYears: 3,
      minimumEnglish: 'B2',
      shortestEngagementMonths: 0,
      engagementKinds: ['full-time', 'part-time', 'hourly'],
      hourlyUpdate: null,
      showTimeToleranceMinutes: null,
      breakNotices: false,
      firstAnswerMinutes: 60,
      oneToOneEveryDays: { expert: 30, client: 30 },
    },
  },
];

/** The US, Western Europe as the UN's M49 has it (area 155), the United Kingdom and Ireland; the rest is 'eu-asia'. */
const usAndWesternEurope = ['US', 'AT', 'BE', 'CH', 'DE', 'FR', 'LI', 'LU', 'MC', 'NL', 'GB', 'IE'];

const weights = [
  ['skill-fit', 40, 3],
  ['time-zone-overlap', 25, 6],
  ['availability', 25, 30],
  ['zone', 10, 1],
] as const;

/** Section 1's programmes, the rate zones of countries (PL-5), the weights of the ranking (PL-7). */
export class FirstProgrammes1767225600004 implements MigrationInterface {
  name = 'FirstProgrammes1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    for (const { id, name, terms } of programmes) {
      await runner.query(
        `insert into programmes (id, version, name, terms, published_at, published_by)
         values ($1, 1, $2, $3, '2026-01-01T00:00:00Z', 'Shoreline')`,
        [id, name, JSON.stringify(terms)],
      );
    }
    await runner.query(
      `insert into country_rate_zones (country, rate_zone) select unnest($1::text[]), 'us-western-europe'`,
      [usAndWesternEurope],
    );
    for (const [index, [factor, points, scale]] of weights.entries()) {
      await runner.query('insert into ranking_weights (factor, points, scale, position) values ($1, $2, $3, $4)', [
        factor,
        points,
        scale,
        index + 1,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from ranking_weights');
    await runner.query('delete from country_rate_zones');
    await runner.query(
      `delete from programmes where version = 1 and id in ('client-based', 'delivery-method', 'network')`,
    );
  }
}
