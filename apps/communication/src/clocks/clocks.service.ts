import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, maySee, notYours, scopeOf } from '#libs/access';
import type { ClockExplanation, ClockFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { countedSeconds, explain } from '#libs/service-clock';
import { Clock } from '#libs/time';
import { ClockEntity } from './clock.entity.js';
import { wordsOf } from './clock-words.rules.js';
import { type PromiseClockView, viewOf } from './clock.view.js';
import { Clocks } from './clocks.js';
import { calendarsOf, serviceClock } from './service-clock.js';

/** CS-7. Reads clocks, for the actor who may see them. */
@Injectable()
export class ClocksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clocks: Clocks,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof ClockFilter>): Promise<Page<PromiseClockView>> {
    const { kind, state, breached, placementId, subjectId, dueBefore } = filter;
    const query = this.dataSource.manager.createQueryBuilder(ClockEntity, 'clock').where({
      ...scopeOf(actor, filter),
      ...(kind && { kind }),
      ...(state && { state }),
      ...(placementId && { placementId }),
      ...(subjectId && { subjectId }),
    });
    if (breached) query.andWhere(`clock.breachedAt is ${breached === 'true' ? 'not null' : 'null'}`);
    if (dueBefore) query.andWhere('clock.dueAt < :dueBefore', { dueBefore });
    const page = await pageOf(query, filter, {
      id: 'clock.id',
      sorts: { dueAt: `coalesce(clock.dueAt, 'infinity')`, startedAt: 'clock.startedAt' },
      defaultSort: 'dueAt',
    });
    return { ...page, items: await this.clocks.views(this.dataSource.manager, page.items) };
  }

  async get(actor: Actor, id: string): Promise<PromiseClockView> {
    const [view] = await this.clocks.views(this.dataSource.manager, [await this.find(actor, id)]);
    return view!;
  }

  /** Every stretch until now, or until it stopped. */
  async explain(actor: Actor, id: string): Promise<z.output<typeof ClockExplanation>> {
    const clock = await this.find(actor, id);
    const calendar = (await calendarsOf(this.dataSource.manager, [clock]))(clock);
    const now = this.clock.now();
    const known = serviceClock(clock, calendar);
    const stretches = explain(known, now);
    const counted = countedSeconds(known, now);
    const { timeZone } = calendar;
    return {
      clock: viewOf(clock, calendar, now),
      timeZone,
      stretches: stretches.map(({ from, to, ...rest }) => ({
        ...{ from: from.toISOString(), to: to.toISOString() },
        ...rest,
      })),
      countedSeconds: counted,
      elapsedSeconds: stretches.reduce((sum, { seconds }) => sum + seconds, 0),
      words: wordsOf({ ...clock, countedSeconds: counted, timeZone, stretches }),
    };
  }

  /** Who stands in for the expert sees what it has to keep, until it is done. */
  private async find(actor: Actor, id: string): Promise<ClockEntity> {
    const clock = await this.dataSource.manager.findOneBy(ClockEntity, { id });
    const keeps = clock && clock.state !== 'stopped' && clock.assignedTo === actor.id;
    if (!clock || !(maySee(actor, clock) || keeps)) throw notYours('clock');
    return clock;
  }
}
