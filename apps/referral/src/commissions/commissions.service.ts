import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, referring, requireRole, staff } from '#libs/access';
import type { Commission, CommissionFilter, CommissionStatement } from '#libs/contracts';
import { type Page, pageOf, wireMoney } from '#libs/persistence';
import { referrerScope, seesReferrer } from '../referrers/referrer.rules.js';
import { CommissionEntity } from './commission.entity.js';

type CommissionView = z.output<typeof Commission>;
type Statement = z.output<typeof CommissionStatement>;
type Amounts = Record<'earned' | 'held' | 'takenBack' | 'setOff' | 'credited' | 'owedBack', string>;
type Names = Pick<CommissionView, 'referrerName' | 'invoiceNumber'>;
interface Move {
  commissionId: string;
  kind: CommissionView['trail'][number]['kind'];
  amount: string;
  at: Date;
  because: string;
  movementId: string | null;
}

/** RC-5, RC-8. Reads commissions: a referrer its own, staff all. */
@Injectable()
export class CommissionsService {
  constructor(private readonly dataSource: DataSource) {}

  async get(actor: Actor, id: string): Promise<CommissionView> {
    requireRole(actor, ...referring, ...staff);
    const commission = await this.dataSource.manager.findOneBy(CommissionEntity, { id });
    if (!commission || !seesReferrer(actor, commission.referrerId)) throw notYours('commission');
    const [found] = await this.views([commission]);
    return found!;
  }

  async list(actor: Actor, filter: z.output<typeof CommissionFilter>): Promise<Page<CommissionView>> {
    requireRole(actor, ...referring, ...staff);
    const { leadId, broughtClientId: clientId, invoiceId, state } = filter;
    const query = this.dataSource.manager.createQueryBuilder(CommissionEntity, 'commission').where({
      ...referrerScope(actor, filter.referrerId),
      ...(leadId && { leadId }),
      ...(clientId && { clientId }),
      ...(invoiceId && { invoiceId }),
      ...(state && { state }),
    });
    const page = await pageOf(query, filter, {
      id: 'commission.id',
      sorts: { earnedAt: 'commission.earnedAt', releaseAt: 'commission.releaseAt' },
      defaultSort: '-earnedAt',
    });
    return { ...page, items: await this.views(page.items) };
  }

  /** What somebody earned who never brought anybody is nothing; whom nobody knows, staff is told. */
  async statement(actor: Actor, referrerId: string): Promise<Statement> {
    requireRole(actor, ...referring, ...staff);
    if (!seesReferrer(actor, referrerId)) throw notYours('referrer');
    const on = this.dataSource.manager;
    if (isStaff(actor)) {
      const known = await on.query<unknown[]>('select from referrers where id = $1', [referrerId]);
      if (!known.length) throw notYours('referrer');
    }
    const rows = await on.query<(Amounts & { currency: string; nextReleaseAt: Date | null })[]>(
      `select currency, sum(amount_minor) as earned, sum(taken_back_later_minor - set_off_minor) as "owedBack",
         coalesce(sum(amount_minor - taken_back_minor) filter (where state = 'held'), 0) as held,
         sum(taken_back_minor) as "takenBack", sum(set_off_minor) as "setOff", sum(credited_minor) as credited,
         min(release_at) filter (where state = 'held') as "nextReleaseAt"
       from commissions where referrer_id = $1 group by currency order by currency`,
      [referrerId],
    );
    const balances = rows.map(({ currency, nextReleaseAt, ...minor }) => {
      const of = (name: keyof Amounts) => wireMoney(minor[name], currency);
      return {
        ...{ currency, earned: of('earned'), held: of('held'), takenBack: of('takenBack'), setOff: of('setOff') },
        ...{ credited: of('credited'), owedBack: of('owedBack'), nextReleaseAt: nextReleaseAt?.toISOString() ?? null },
      };
    });
    return { referrerId, balances };
  }

  private async views(commissions: readonly CommissionEntity[]): Promise<CommissionView[]> {
    const on = this.dataSource.manager;
    const ids = commissions.map(({ id }) => id);
    const named = await on.query<(Names & { id: string })[]>(
      `select commission.id, name as "referrerName", invoice_number as "invoiceNumber"
       from commissions commission join referrers on referrers.id = referrer_id join commission_invoices using (invoice_id)
       where commission.id = any($1::uuid[])`,
      [ids],
    );
    const names = new Map(named.map(({ id, ...its }) => [id, its]));
    const moves = await on.query<Move[]>(
      `select commission_id as "commissionId", kind, amount_minor as amount, at, because, movement_id as "movementId"
       from commission_moves where commission_id = any($1::uuid[]) order by n`,
      [ids],
    );
    const trails = Map.groupBy(moves, ({ commissionId }) => commissionId);
    return commissions.map((each) => view(each, names.get(each.id)!, trails.get(each.id) ?? []));
  }
}

function view(commission: CommissionEntity, names: Names, trail: readonly Move[]): CommissionView {
  const { id, referrerId, leadId, clientId, invoiceId, paymentId, bankReference, ratePercent, state } = commission;
  const { baseMinor, amountMinor, takenBackMinor, setOffMinor, creditedMinor, currency } = commission;
  const inWire = (minor: string) => wireMoney(minor, currency);
  return {
    ...{ id, referrerId, leadId, clientId, invoiceId, paymentId, bankReference, ratePercent, state },
    ...names,
    ...{ base: inWire(baseMinor), amount: inWire(amountMinor), takenBack: inWire(takenBackMinor) },
    ...{ setOff: inWire(setOffMinor), credited: inWire(creditedMinor) },
    earnedAt: commission.earnedAt.toISOString(),
    releaseAt: commission.releaseAt.toISOString(),
    releasedAt: commission.releasedAt?.toISOString() ?? null,
    trail: trail.map(({ kind, amount, at, because, movementId }) => ({
      ...{ kind, amount: inWire(amount), at: at.toISOString(), because, movementId },
    })),
  };
}
