import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  type ContractTerms,
  getBalances,
  placementEvents,
  reconcile,
  requestPayout,
  runSettlement,
  setBankDetails,
  timesheetEvents,
} from '#libs/contracts';
import type { EventOf } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { aClientUser as aClient, anAdmin, anExpert, contractTerms, TestService } from '#libs/testing';
import { ClockControl } from '#libs/time';
import { ApprovedLinesConsumer } from '../learnt/approved-lines.consumer.js';
import { ContractsConsumer } from '../learnt/contracts.consumer.js';
import { migrations } from '../migrations/index.js';
import { PaymentsModule } from '../payments.module.js';
import { checksOf } from '../reconciliation/checks.js';
import { SettlementRuns } from '../settlement/settlement-runs.js';

type Activated = EventOf<typeof placementEvents.placementActivated>;
type Amended = EventOf<typeof placementEvents.contractAmended>;
type Approved = EventOf<typeof timesheetEvents.linesApproved>;
type Line = z.input<typeof timesheetEvents.linesApproved.data>['lines'][number];

export const usd = (amount: string) => ({ amount, currency: 'USD' });

export { aClientUser as aClient, anAdmin, anAe, anExpert, aPayroll } from '#libs/testing';

/** The first settlement period is 2026-01-05 to 2026-01-18. */
export const start = '2026-01-05T09:00:00.000Z';

export async function startPayments(now = start): Promise<TestService> {
  const service = await TestService.start({ service: 'payments', module: PaymentsModule, migrations, now });
  await service.app.get(SettlementRuns).onApplicationBootstrap();
  return service;
}

const terms: ContractTerms = { ...contractTerms, startsOn: '2026-01-05', endsOn: '2026-12-31' };

export interface Engagement {
  placementId: string;
  expert: Actor;
  client: Actor;
}

const event = <D>(aggregateId: string, data: D) => ({
  ...{ id: newId(), type: 'test', time: new Date(start), aggregateId, aggregateVersion: 1 },
  ...{ actor: { id: newId(), role: 'account-executive' }, data },
});

/** A placement as payments learns of it: it was activated. */
export async function aPlacement(
  service: TestService,
  { expert = anExpert(), client = aClient(), ...change }: Partial<Engagement> & Partial<ContractTerms> = {},
): Promise<Engagement> {
  const placementId = newId();
  const activated: Activated = event(placementId, {
    ...{ placementId, clientId: client.clientId!, expertId: expert.expertId!, title: 'Storefront' },
    ...{ clientName: 'Blue Heron', expertName: expert.name, programme: 'network', programmeVersion: 1 },
    terms: { ...terms, ...change },
  });
  await service.app.get(Transactions).run((tx) => service.app.get(ContractsConsumer).activated(activated, tx));
  return { placementId, expert, client };
}

/** PM-11. An amendment of the contract, from a day on. */
export async function anAmendment(
  service: TestService,
  { placementId, expert, client }: Engagement,
  { number = 2, effectiveFrom, ...change }: { number?: number; effectiveFrom: string } & Partial<ContractTerms>,
): Promise<void> {
  const amended: Amended = event(placementId, {
    ...{ placementId, clientId: client.clientId!, expertId: expert.expertId!, number, effectiveFrom },
    terms: { ...terms, ...change },
  });
  await service.app.get(Transactions).run((tx) => service.app.get(ContractsConsumer).amended(amended, tx));
}

const line = (change: Partial<Line>): Line => ({
  ...{ entryId: newId(), taskId: newId(), taskTitle: 'Checkout', estimateMinutes: 600, workedOn: '2026-01-06' },
  ...{ minutes: 60, correctsEntryId: null, approvedAt: start, approvedBy: 'Carl Client', how: 'client' },
  ...change,
});

/** Lines of a placement as payments learns of them: they were approved. Answers the ids of their entries. */
export async function approvedLines(
  service: TestService,
  { placementId, expert, client }: Engagement,
  ...changes: Partial<Line>[]
): Promise<string[]> {
  const lines = changes.map(line);
  const approved: Approved = event(newId(), {
    ...{ sheetId: newId(), placementId, clientId: client.clientId!, expertId: expert.expertId!, week: '2026-01-05' },
    lines,
  });
  await service.app.get(Transactions).run((tx) => service.app.get(ApprovedLinesConsumer).approved(approved, tx));
  return lines.map(({ entryId }) => entryId);
}

export const iban = { kind: 'iban', holder: 'Ana Šimić', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' } as const;

/** An expert with bank details that rest since long, and this many hours of 45.00 USD settled. */
export async function anExpertWith(service: TestService, hours: number): Promise<Engagement> {
  const engagement = await aPlacement(service);
  await service.ask(setBankDetails, engagement.expert, { expertId: engagement.expert.id, details: iban });
  await approvedLines(service, engagement, { minutes: hours * 60 });
  await service.until('2026-01-20T09:00:00Z');
  return engagement;
}

/** Settles what has ended, whatever that takes: a run that isn't done within seconds is answered as it stands. */
export async function settle(service: TestService, until?: string) {
  const order = () => service.ask(runSettlement, anAdmin(), { until });
  await order();
  await service.until(service.app.get(ClockControl).now().toISOString());
  return order();
}

export const askFor = (service: TestService, expert: Actor, amount: string, key?: string) =>
  service.ask(requestPayout, expert, { amount: usd(amount) }, key);

/** Available and reserved, in USD. */
export async function balanceOf(service: TestService, { expert }: Engagement): Promise<[string, string]> {
  const { balances } = await service.ask(getBalances, expert, { expertId: expert.id });
  const { available, reserved } = balances.find(({ currency }) => currency === 'USD')!;
  return [available.amount, reserved.amount];
}

/** What the reconciliation finds, by check; nothing when all is right. */
export async function differences(service: TestService): Promise<Record<string, string[]>> {
  const approved = await service.query<{ placementId: string; lines: number; minutes: number }>(
    `select placement_id as "placementId", count(*)::int as lines, sum(minutes)::int as minutes
     from approved_lines group by placement_id`,
  );
  const { ok, checks } = await service.ask(reconcile, anAdmin(), { approved });
  const wrong = Object.fromEntries(checks.filter((check) => !check.ok).map((check) => [check.name, check.differences]));
  expect(ok).toBe(Object.keys(wrong).length === 0);
  return wrong;
}

/** The names of the checks that find something once this is done, which is undone again: one world does for many cases. */
export async function foundAfter(service: TestService, sql: string): Promise<string[]> {
  return asSuperuser(service, async (client) => {
    await client.query('begin');
    await client.query(sql);
    const on = { query: async (text: string, params: unknown[]) => (await client.query<object>(text, params)).rows };
    const found: string[] = [];
    for (const { name, find } of checksOf({}))
      if ((await find(on as unknown as EntityManager)).differences.length) found.push(name);
    await client.query('rollback');
    return found;
  });
}

/** Runs SQL as a superuser without any trigger: somebody who tampers with the books. */
export async function tamper(service: TestService, sql: string, params: unknown[] = []): Promise<void> {
  await asSuperuser(service, (client) => client.query(sql, params));
}

const dateOid = 1082;

async function asSuperuser<T>(service: TestService, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(service.database.url);
  url.searchParams.delete('options');
  // A date is a day, as services read it.
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    oid === dateOid ? String : (pg.types.getTypeParser(oid, format) as (value: string) => unknown);
  const client = new pg.Client({ connectionString: url.href, types: { getTypeParser } });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica`);
    return await work(client);
  } finally {
    await client.end();
  }
}
