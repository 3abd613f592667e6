import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, scopeOf } from '#libs/access';
import type { changeCoverage, CoverageFilter } from '#libs/contracts';
import { invalidField, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { CalendarEntity } from './calendar.entity.js';
import { CoverageEntity } from './coverage.entity.js';
import { termsAt } from './coverage.rules.js';
import { CoverageChanges } from './coverage-changes.js';
import { type CoverageView, viewOf } from './coverage.view.js';
import { Coverages } from './coverages.js';

/** CS-3, CS-9. Who answers a placement, when and where: to look at, and what staff may set. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly changes: CoverageChanges,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, placementId: string): Promise<CoverageView> {
    const { manager } = this.dataSource;
    return this.view(manager, await this.coverages.ofPlacement(manager, actor, placementId));
  }

  async list(actor: Actor, filter: z.output<typeof CoverageFilter>): Promise<Page<CoverageView>> {
    const { manager } = this.dataSource;
    const { accountExecutiveId, state } = filter;
    const query = manager.createQueryBuilder(CoverageEntity, 'coverage').where({
      ...scopeOf(actor, filter),
      ...(accountExecutiveId && { accountExecutiveId }),
      ...(state && { state }),
    });
    const page = await pageOf(query, filter, {
      id: 'coverage.placementId',
      sorts: { startsOn: 'coverage.startsOn' },
      defaultSort: '-startsOn',
    });
    return { ...page, items: await this.views(manager, page.items) };
  }

  change(call: Call<typeof changeCoverage>): Promise<CoverageView> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    return this.transactions.command(call, async (tx) => {
      const coverage = await this.coverages.ofPlacement(tx, actor, input.placementId, true);
      if (coverage.version !== input.version) throw stale(coverage.version);
      const { coveringId, channel } = input.change;
      if (coveringId) await this.checkColleague(tx, coverage, coveringId);
      const set = {
        ...(coveringId !== undefined && { coveringId }),
        ...(channel && { channel, channelChosen: true }),
        version: coverage.version + 1,
      };
      await tx.update(CoverageEntity, { placementId: coverage.placementId }, set);
      const changed = { ...coverage, ...set };
      if (changed.coveringId !== coverage.coveringId)
        await this.changes.tell(tx, { what: 'covering', coverage: changed, actor });
      return this.view(tx, changed);
    });
  }

  /** CS-3. Somebody of the network who can log in, and not the expert, who has the break. */
  private async checkColleague(tx: EntityManager, { expertId }: CoverageEntity, coveringId: string): Promise<void> {
    const [colleague] = await tx.query<unknown[]>(
      `select from known_accounts where account_id = $1 and not disabled
       and role in ('expert', 'team-lead', 'account-executive', 'admin')`,
      [coveringId],
    );
    if (colleague && coveringId !== expertId) return;
    const message = 'must be the account of a colleague who can stand in';
    throw invalidField('communication.no-such-colleague', 'change.coveringId', message, 'CS-3');
  }

  private async view(on: EntityManager, coverage: CoverageEntity): Promise<CoverageView> {
    const [view] = await this.views(on, [coverage]);
    return view!;
  }

  private async views(on: EntityManager, coverages: readonly CoverageEntity[]): Promise<CoverageView[]> {
    if (!coverages.length) return [];
    const ids = coverages.map(({ placementId }) => placementId);
    const versions = await this.coverages.versionsOfAll(on, ids);
    const calendars = await on.find(CalendarEntity, {
      where: coverages.map(({ placementId, calendarVersion: version }) => ({ placementId, version })),
    });
    const calendarOf = new Map(calendars.map(({ placementId, calendar }) => [placementId, calendar]));
    const now = this.clock.now();
    return coverages.map((coverage) => {
      const { terms } = termsAt(versions.get(coverage.placementId)!, now).version;
      return viewOf(coverage, terms, calendarOf.get(coverage.placementId)!);
    });
  }
}
