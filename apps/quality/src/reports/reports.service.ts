import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { type Actor, notYours, requireRole, scopeOf } from '#libs/access';
import type { changeClientReport, getClientReport, listClientReports, releaseClientReport } from '#libs/contracts';
import { conflict, stale } from '#libs/errors';
import { History } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ClientEntity, ExpertEntity } from '../network/people.entities.js';
import { ClientReportEntity } from './client-report.entity.js';
import { monthRows } from './month-rows.js';
import { contentsOf } from './report.rules.js';
import { ReportWriter } from './report-writer.js';

type View = Answer<typeof getClientReport>;

/** QN-12. Reports to read, and drafts to put words to. A client sees its own, once they are released. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly writer: ReportWriter,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list({ actor, input }: Call<typeof listClientReports>): Promise<Answer<typeof listClientReports>> {
    requireRole(actor, 'admin', 'account-executive', 'client');
    const { manager } = this.dataSource;
    const { clientId } = scopeOf(actor, input);
    const query = manager.createQueryBuilder(ClientReportEntity, 'report').where({
      ...(clientId && { clientId }),
      ...(input.state && { state: input.state }),
      ...(input.month && { month: input.month }),
    });
    if (actor.role === 'client') query.andWhere(`report.state = 'released'`);
    const page = await pageOf(query, input, {
      id: 'report.id',
      sorts: { month: 'report.month' },
      defaultSort: '-month',
    });
    const clients = await manager.findBy(ClientEntity, { clientId: In(page.items.map((report) => report.clientId)) });
    const nameOf = new Map(clients.map((client) => [client.clientId, client.name]));
    return { ...page, items: page.items.map((report) => lineOf(report, nameOf.get(report.clientId)!)) };
  }

  async get({ actor, input }: Call<typeof getClientReport>): Promise<View> {
    const { manager } = this.dataSource;
    return this.view(manager, await find(manager, actor, input.id));
  }

  change(call: Call<typeof changeClientReport>): Promise<View> {
    const { change } = call.input;
    return this.editing(call, async (tx, report) => {
      const set = { ...change, version: report.version + 1 };
      await tx.update(ClientReportEntity, { id: report.id }, set);
      await this.history.add(tx, report.id, call.actor, 'edited');
      return { ...report, ...set };
    });
  }

  release(call: Call<typeof releaseClientReport>): Promise<View> {
    return this.editing(call, (tx, report) => this.writer.release(tx, call.actor, report));
  }

  private editing(
    call: Call<typeof changeClientReport> | Call<typeof releaseClientReport>,
    edit: (tx: EntityManager, report: ClientReportEntity) => Promise<ClientReportEntity>,
  ): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive');
    return this.transactions.command(call, async (tx) => {
      const report = await find(tx, actor, input.id, true);
      if (report.state === 'released') {
        throw conflict('quality.report-released', 'The report is released: it says what it said.', { rule: 'QN-12' });
      }
      if (report.version !== input.version) throw stale(report.version);
      return this.view(tx, await edit(tx, report));
    });
  }

  private async view(on: EntityManager, report: ClientReportEntity): Promise<View> {
    const live = contentsOf(await monthRows(on, report));
    const { placements, nps } = report.contents ?? live;
    const client = await on.findOneByOrFail(ClientEntity, { clientId: report.clientId });
    const experts = await on.findBy(ExpertEntity, { expertId: In(placements.map(({ expertId }) => expertId)) });
    const nameOf = new Map(experts.map(({ expertId, name }) => [expertId, name]));
    const history = await this.history.of(on, [report.id]);
    return {
      ...lineOf(report, client.name),
      placements: placements.map((each) => ({ ...each, expertName: nameOf.get(each.expertId) ?? '' })),
      nps,
      accountExecutive: await accountName(on, client.ownerId),
      changedSince: report.contents !== null && !isDeepStrictEqual(report.contents, live),
      history: history.get(report.id)!,
      at: this.clock.now().toISOString(),
    };
  }
}

async function find(on: EntityManager, actor: Actor, id: string, lock = false): Promise<ClientReportEntity> {
  requireRole(actor, 'admin', 'account-executive', 'client');
  const report = await on.findOne(ClientReportEntity, {
    where: { id },
    ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
  const isHidden = actor.role === 'client' && (actor.clientId !== report?.clientId || report?.state === 'draft');
  if (!report || isHidden) throw notYours('client-report');
  return report;
}

const lineOf = ({ contents: _, ...report }: ClientReportEntity, clientName: string) => ({
  ...report,
  clientName,
  summary: report.summary ?? null,
  outlook: report.outlook ?? null,
  releasesItselfAt: report.releasesItselfAt.toISOString(),
  releasedAt: report.releasedAt?.toISOString() ?? null,
  releasedBy: report.releasedBy ?? null,
});

async function accountName(on: EntityManager, accountId: string | null): Promise<string | null> {
  const [account] = await on.query<{ name: string }[]>('select name from accounts where account_id = $1', [accountId]);
  return account?.name ?? null;
}
