import fc from 'fast-check';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { money } from '#libs/money';
import { newId } from '#libs/persistence';
import { testDatabase, type TestDatabase } from '#libs/testing';
import { addDays } from '#libs/time';
import { migrations } from '../migrations/index.js';
import { workOutRates } from '../learnt/contracts.consumer.js';
import { rateOn, settleLine } from './settlement.rules.js';

describe('the database settles by the same rules', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase({ service: 'payments', migrations });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Often rates of which many minutes are worth half a cent. */
  const rates = fc.oneof(
    fc.bigInt(0n, 20_000n),
    fc.bigInt(0n, 10n ** 12n),
    fc.nat(400).map((n) => BigInt(n) * 30n),
  );
  const minutes = fc.oneof(fc.integer({ min: -1_500, max: 1_500 }), fc.constantFrom(-3, -1, 0, 1, 3, 15, 45));

  it('a line is worth the same, half-even, also at halves and below zero (PM-3)', async () => {
    const lines = fc.array(fc.record({ rate: rates, minutes }), { minLength: 500, maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(lines, async (all) => {
        const { rows } = await client.query<{ worth: string }>(
          `select worth(rate, minutes) as worth from unnest($1::bigint[], $2::integer[]) as line (rate, minutes)`,
          [all.map(({ rate }) => rate.toString()), all.map((line) => line.minutes)],
        );
        const rate = (minor: bigint) => money(minor, 'USD');
        expect(rows.map(({ worth }) => BigInt(worth))).toEqual(
          all.map(
            (line) => settleLine({ minutes: line.minutes, payRate: rate(line.rate), billRate: rate(0n) }).pay.minor,
          ),
        );
      }),
      { numRuns: 20 },
    );
  });

  const on = { query: (sql: string, params: unknown[]) => client.query(sql, params) } as unknown as EntityManager;

  it('the same contract is in force on every day (PM-11)', async () => {
    const first = '2026-01-01';
    const contracts = fc.array(fc.nat(30), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(contracts, async (offsets) => {
        const placementId = newId();
        const known = offsets.map((offset, n) => ({
          ...{ number: n + 1, effectiveFrom: addDays(first, offset) },
          ...{ pay: money(BigInt(n), 'USD'), bill: money(0n, 'USD') },
        }));
        await client.query('insert into placements values ($1, $1, $1, $2)', [placementId, '']);
        await client.query(
          `insert into contracts
           select $1, number, from_day, number, 'USD', 0, 'USD', 14, now() from unnest($2::integer[], $3::date[]) as c (number, from_day)`,
          [placementId, known.map(({ number }) => number), known.map(({ effectiveFrom }) => effectiveFrom)],
        );
        await workOutRates(on, placementId);
        const { rows } = await client.query<{ day: string; number: number | null }>(
          `select day::text, contract_number as number
           from generate_series(0, 31) n, lateral (select $2::date + n as day) days
           left join rates_in_force on placement_id = $1 and from_day <= day and day < until_day order by day`,
          [placementId, first],
        );
        const inForce = (day: string) =>
          known.some(({ effectiveFrom }) => effectiveFrom <= day) ? rateOn(known, day).number : null;
        expect(rows).toEqual(rows.map(({ day }) => ({ day, number: inForce(day) })));
        expect(rows).toHaveLength(32);
      }),
      { numRuns: 30 },
    );
  });
});
