import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { evaluateMetrics, MetricEvaluation } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { addWorkingDays, Clock } from '#libs/time';
import { Cases } from '../cases/cases.js';
import { type CaredFor, Circle } from '../network/circle.js';
import { type Finding, findingsOf, type PairStats } from './finding.rules.js';
import type { Pair } from './measure.rules.js';
import { MetricPairsService } from './metric-pairs.service.js';
import { statsOf } from './samples.js';

interface Found extends Finding {
  placementId: string;
  by: Pair;
  stats: PairStats;
}
export type Opened = Found & { opened: boolean };

/** QN-6. Looks at both sides of every pair, and opens a case for each that falls or disagrees. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly circle: Circle,
    private readonly pairs: MetricPairsService,
    private readonly cases: Cases,
    private readonly clock: Clock,
  ) {}

  onDemand(call: Call<typeof evaluateMetrics>): Promise<z.output<typeof MetricEvaluation>> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'account-executive', 'admin');
      const { placementId, title, state } = await this.circle.placement(tx, actor, input.placementId);
      if (state === 'ended') throw ended();
      const findings = await this.evaluate(tx, actor, [{ placementId, title }]);
      return {
        placementId,
        findings: findings.map(({ pair, kind, direction, words, opened }) => ({
          ...{ pair, kind, direction, words, opened },
        })),
      };
    });
  }

  /** Any number of placements at once: two queries, and what each case takes. */
  async evaluate(
    tx: EntityManager,
    actor: Actor,
    placements: readonly { placementId: string; title: string }[],
  ): Promise<Opened[]> {
    const pairs = await this.pairs.pairs(tx);
    const ids = placements.map(({ placementId }) => placementId);
    const statsFor = await statsOf(tx, ids, pairs, this.clock.now());
    const found = placements.flatMap(({ placementId, title }) =>
      pairs.flatMap((by) => {
        const stats = statsFor(placementId, by);
        return findingsOf(title, by, stats).map((finding): Found => ({ ...finding, placementId, by, stats }));
      }),
    );
    if (!found.length) return [];
    const cared = await this.circle.among(tx, [...new Set(found.map(({ placementId }) => placementId))]);
    const careOf = new Map(cared.map((placement) => [placement.placementId, placement]));
    const justClosed = await this.justClosed(tx, found);
    const opened: Opened[] = [];
    for (const each of found) {
      const isNew = !justClosed.has(aboutOf(each)) && (await this.open(tx, actor, each, careOf.get(each.placementId)!));
      opened.push({ ...each, opened: isNew });
    }
    return opened;
  }

  private open(tx: EntityManager, actor: Actor, found: Found, placement: CaredFor): Promise<boolean> {
    const { kind, pair, direction, words, by, stats } = found;
    return this.cases.open(tx, {
      ...{ kind, about: aboutOf(found), placement, words, actor },
      facts: { pair, direction, windowDays: by.windowDays, ...stats },
      dueAt: addWorkingDays(this.clock.now(), by.dueWorkingDays, placement.timeZone),
    });
  }

  /** Of which a case was closed in this window: what was done about it gets the time to show. */
  private async justClosed(tx: EntityManager, found: readonly Found[]): Promise<Set<string>> {
    const asked = found.map((each) => ({ about: aboutOf(each), days: each.by.windowDays }));
    const rows = await tx.query<{ about: string }[]>(
      `select about from cases join jsonb_to_recordset($1::jsonb) as asked (about text, days integer) using (about)
       where kind in ('fall', 'mismatch') and closed_at > $2::timestamptz - make_interval(days => days)`,
      [JSON.stringify(asked), this.clock.now()],
    );
    return new Set(rows.map(({ about }) => about));
  }
}

const aboutOf = ({ placementId, pair, direction }: Found): string => `${placementId}/${pair}/${direction}`;

const ended = () =>
  conflict('quality.placement-ended', 'The placement has ended: there is nothing to watch.', {
    rule: 'QN-6',
    facts: { state: 'ended' },
  });
