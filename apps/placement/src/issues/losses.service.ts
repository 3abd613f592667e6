import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, staff } from '#libs/access';
import type { LossFilter, Strikes as StrikesWire } from '#libs/contracts';
import { History } from '#libs/history';
import { type Page, pageOf } from '#libs/persistence';
import { Clock } from '#libs/time';
import { concerned } from '../experts/concerned.js';
import { nameOf } from '../experts/expert.entity.js';
import { barView } from './barred.js';
import { coursesOf } from './courses.js';
import { LossEntity } from './loss.entity.js';
import { type LossView, lossViews } from './loss.view.js';
import { barsOf, clearsAt, forgivenAfterDays, stateOf } from './strikes.rules.js';

/** PL-13. Reads lost clients: staff all, a team lead those of its people, an expert its own, a client none. */
@Injectable()
export class LossesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof LossFilter>): Promise<Page<LossView>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const { expertId, clientId, category, group, counting } = filter;
    const query = on.createQueryBuilder(LossEntity, 'loss').where({
      ...(expertId && { expertId }),
      ...(clientId && { clientId }),
      ...(category && { category }),
      ...(group && { group }),
    });
    if (counting) {
      const isCounting = 'loss.forgiven_at is null and loss.lifted_at is null';
      query.andWhere(counting === 'true' ? isCounting : `not (${isCounting})`);
    }
    if (actor.role === 'team-lead') {
      query.andWhere('exists (select from experts where id = loss.expert_id and team_lead_id = :lead)', {
        lead: actor.id,
      });
    }
    const page = await pageOf(query, filter, {
      id: 'loss.id',
      sorts: { lostAt: 'loss.lostAt', recordedAt: 'loss.recordedAt' },
      defaultSort: '-lostAt',
    });
    return { ...page, items: await lossViews(on, this.history, page.items) };
  }

  /** 404 `access.no-such-loss`. */
  async get(actor: Actor, id: string): Promise<LossView> {
    mayRead(actor);
    const on = this.dataSource.manager;
    const loss = await on.findOneBy(LossEntity, { id });
    if (!loss) throw notYours('loss');
    await concerned(on, actor, loss.expertId, 'loss');
    const [view] = await lossViews(on, this.history, [loss]);
    return view!;
  }

  /** All that is on record of one expert, with what each strike waits for. 404 `access.no-such-expert`. */
  async strikes(actor: Actor, expertId: string): Promise<z.output<typeof StrikesWire>> {
    mayRead(actor);
    const on = this.dataSource.manager;
    const expert = await concerned(on, actor, expertId);
    const losses = await on.find(LossEntity, { where: { expertId }, order: { lostAt: 'desc', id: 'desc' } });
    const courses = await coursesOf(on, expertId);
    const views = await lossViews(on, this.history, losses);
    const bars = barsOf(losses.filter((loss) => stateOf(loss) === 'counting'));
    const strikes = losses.map((loss, index) => {
      const view = views[index]!;
      const at = view.state === 'counting' ? clearsAt(loss, courses, this.clock.now()) : null;
      return { ...view, explanation: explain(view), clearsAt: at?.toISOString() ?? null };
    });
    return { expertId, expertName: nameOf(expert), barred: bars.length > 0, bars: bars.map(barView), strikes };
  }
}

const mayRead = (actor: Actor): void => requireRole(actor, 'expert', ...staff);

function explain({ forgiven, lifted, groupName }: LossView): string {
  if (lifted) return `Lifted by ${lifted.by}: ${lifted.reason}`;
  if (forgiven?.because === 'ended-well') return 'Forgiven: a later placement ended without losing its client.';
  if (forgiven)
    return `Forgiven: a later placement ran ${forgivenAfterDays} days without a complaint about ${groupName}.`;
  return `Counts until a later placement ends without losing its client, or runs its first ${forgivenAfterDays} days without a complaint about ${groupName}.`;
}
