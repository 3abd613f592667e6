import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NpsScope } from '#libs/contracts';
import { atCommit, type Statement } from '#libs/persistence';
import type { Day } from '#libs/time';
import type { z } from 'zod';
import { kindOf, type Tally } from './nps.rules.js';

export type Scope = z.output<typeof NpsScope>;

/** Whom a question counts for. */
export interface CountsFor {
  week: Day;
  clientId: string;
  expertId: string;
  accountExecutiveId: string | null;
  teamLeadId: string | null;
  programme: string;
}
type Row = Tally & { scope: Scope; scopeId: string; week: Day };

/** All of a transaction in one statement, always in this order: two never wait for each other. */
const add: Statement = {
  name: 'nps-tallies-add',
  text: `
  insert into nps_tallies as present (scope, scope_id, week, asked, promoters, passives, detractors)
  select scope, "scopeId", week, asked, promoters, passives, detractors
  from jsonb_each($1::jsonb) as given, jsonb_to_record(value) as row (
    scope text, "scopeId" text, week date, asked integer, promoters integer, passives integer, detractors integer)
  where (asked, promoters, passives, detractors) <> (0, 0, 0, 0)
  order by week, scope, "scopeId"
  on conflict (scope, scope_id, week) do update set asked = present.asked + excluded.asked,
    promoters = present.promoters + excluded.promoters, passives = present.passives + excluded.passives,
    detractors = present.detractors + excluded.detractors`,
};

/** QN-2. Counts questions and answers as they come, by difference, in their own transaction. */
@Injectable()
export class Tallies {
  /** What a transaction adds; it is sent with its commit, so that the rows everybody shares are held that long only. */
  private readonly added = new WeakMap<EntityManager, Record<string, Row>>();

  asked(tx: EntityManager, items: readonly CountsFor[]): void {
    for (const item of items) this.add(tx, item, { asked: 1 });
  }

  /** From one score to another; null is no answer. */
  answered(tx: EntityManager, item: CountsFor, was: number | null, is: number | null): void {
    if (was !== null) this.add(tx, item, { [kindOf(was)]: -1 });
    if (is !== null) this.add(tx, item, { [kindOf(is)]: 1 });
  }

  private add(tx: EntityManager, item: CountsFor, change: Partial<Tally>): void {
    const rows = this.rowsOf(tx);
    for (const [scope, scopeId] of scopesOf(item)) {
      const { week } = item;
      const row = (rows[`${scope}/${scopeId}/${week}`] ??= { scope, scopeId, week, ...nothing });
      for (const kind of Object.keys(change) as (keyof Tally)[]) row[kind] += change[kind]!;
    }
  }

  private rowsOf(tx: EntityManager): Record<string, Row> {
    const known = this.added.get(tx);
    if (known) return known;
    const rows: Record<string, Row> = {};
    this.added.set(tx, rows);
    // The driver writes the object as JSON when it sends it: with all that was added meanwhile.
    atCommit(tx, add, [rows]);
    return rows;
  }
}

const nothing: Tally = { asked: 0, promoters: 0, passives: 0, detractors: 0 };

function scopesOf(item: CountsFor): [Scope, string][] {
  const all: [Scope, string | null][] = [
    ['network', ''],
    ['client', item.clientId],
    ['expert', item.expertId],
    ['account-executive', item.accountExecutiveId],
    ['team-lead', item.teamLeadId],
    ['programme', item.programme],
  ];
  return all.filter((scope): scope is [Scope, string] => scope[1] !== null);
}
