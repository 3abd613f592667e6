import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, visible } from '#libs/access';
import type { Balances } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { SettlementCalendar } from '../settlement/settlement-calendar.js';

/** PM-2, PM-9. What an expert has, has asked for, and will get, of work and of commission. */
@Injectable()
export class BalancesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calendar: SettlementCalendar,
  ) {}

  /** One balance for each currency the expert is, or was, paid in. */
  async get(actor: Actor, expertId: string): Promise<z.output<typeof Balances>> {
    visible(actor, { expertId }, 'expert');
    const rows = await this.dataSource.query<Record<'currency' | 'safe' | 'reserved' | 'waiting' | 'held', string>[]>(
      `with amounts as (
         select currency, -balance_minor as minor, account from account_balances where owner_id = $1
         union all
         select pay_currency, pay_minor, 'waiting' from priced_lines where expert_id = $1 and contract_number is not null
         union all
         select pay_currency, 0, 'none' from contracts join placements using (placement_id) where expert_id = $1
       )
       select currency, coalesce(sum(minor) filter (where account = 'expert-safe'), 0) as safe,
         coalesce(sum(minor) filter (where account = 'expert-reserved'), 0) as reserved,
         coalesce(sum(minor) filter (where account = 'waiting'), 0) as waiting,
         coalesce(sum(minor) filter (where account = 'referrer-held'), 0) as held
       from amounts group by currency order by currency`,
      [expertId],
    );
    const nextSettlementOn = await this.calendar.nextFor(this.dataSource.manager, expertId);
    const balances = rows.map(({ currency, safe, reserved, waiting, held }) => ({
      currency,
      available: wireMoney(safe, currency),
      reserved: wireMoney(reserved, currency),
      waiting: wireMoney(waiting, currency),
      commissionHeld: wireMoney(held, currency),
      nextSettlementOn,
    }));
    return { expertId, balances };
  }
}
