import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, referring, requireRole, staff } from '#libs/access';
import type { LeadFilter, RegisteredLead, registerLead } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { containing, type Page, pageOf, Transactions } from '#libs/persistence';
import type { ReferrerEntity } from '../referrers/referrer.entity.js';
import { referrerScope } from '../referrers/referrer.rules.js';
import { ReferrersService } from '../referrers/referrers.service.js';
import { LeadDesk, type LeadView } from './lead-desk.js';
import { LeadEntity } from './lead.entity.js';
import { Registration } from './registration.js';

/** RC-1. Registers and reads leads: staff all, a referrer its own. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly referrers: ReferrersService,
    private readonly registration: Registration,
    private readonly desk: LeadDesk,
  ) {}

  register(call: Call<typeof registerLead>): Promise<z.output<typeof RegisteredLead>> {
    const { actor, input } = call;
    const { referrerId, ...lead } = input;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, ...referring, ...staff);
      if (!isStaff(actor) && (lead.programme ?? ordinary) !== ordinary) throw notTheirsToName();
      const referrer = await this.referrer(tx, actor, referrerId);
      return this.registration.register(tx, actor, referrer, lead, actor.name);
    });
  }

  async get(actor: Actor, id: string): Promise<LeadView> {
    requireRole(actor, ...referring, ...staff);
    const on = this.dataSource.manager;
    return this.desk.view(on, actor, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof LeadFilter>): Promise<Page<LeadView>> {
    requireRole(actor, ...referring, ...staff);
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(LeadEntity, 'lead').where({
      ...referrerScope(actor, filter.referrerId),
      ...(filter.state && { state: filter.state }),
      ...(filter.broughtClientId && { clientId: filter.broughtClientId }),
    });
    if (filter.q) query.andWhere('lead.companyName ilike :q', { q: containing(filter.q) });
    const page = await pageOf(query, filter, {
      id: 'lead.id',
      sorts: {
        createdAt: 'lead.createdAt',
        companyName: 'lead.companyName',
        protectedUntil: `coalesce(lead.protectedUntil, 'infinity')`,
      },
      defaultSort: '-createdAt',
    });
    return { ...page, items: await this.desk.views(on, actor, page.items) };
  }

  /** Staff name whose lead it is; nobody else registers for another. */
  private async referrer(tx: EntityManager, actor: Actor, asked?: string): Promise<ReferrerEntity> {
    const { referrerId } = referrerScope(actor, asked);
    if (!isStaff(actor)) return this.referrers.forActor(tx, actor);
    if (!referrerId) throw invalidField('referral.referrer-needed', 'referrerId', 'must name whose lead it is', 'RC-1');
    return this.referrers.locked(tx, referrerId);
  }
}

/** The programme a lead is of unless the network says otherwise. */
const ordinary = 'network';

/** RC-4. It sets the rate of the commission: nobody sets their own. */
const notTheirsToName = () =>
  invalidField('referral.no-such-programme', 'programme', 'is named by the network: leave it out', 'RC-4');
