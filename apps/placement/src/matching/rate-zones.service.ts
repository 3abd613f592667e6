import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import type { getRateZones, setRateZones } from '#libs/contracts';
import { Edits } from '#libs/history';
import type { Answer, Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { elsewhere } from '../experts/rate-zone.js';

type View = Answer<typeof getRateZones>;

/** PL-5. Which zone the experts of a country are in is data. */
@Injectable()
export class RateZonesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly edits: Edits,
  ) {}

  get(actor: Actor): Promise<View> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client', 'expert');
    return this.view(this.dataSource.manager);
  }

  /** Experts follow their country at once; what is offered, agreed or described already stays. */
  set(call: Call<typeof setRateZones>): Promise<View> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      await this.edits.next(tx, 'country_rate_zones', actor, input.version);
      await tx.query('delete from country_rate_zones');
      await tx.query(
        `insert into country_rate_zones (country, rate_zone)
         select country, "rateZone" from jsonb_to_recordset($1::jsonb) as zone (country text, "rateZone" text)`,
        [JSON.stringify(input.countries)],
      );
      await tx.query(
        `update experts set rate_zone = zone.rate_zone, version = version + 1
         from (select id, coalesce(country_rate_zones.rate_zone, $1) as rate_zone
               from experts left join country_rate_zones using (country)) zone
         where experts.id = zone.id and experts.rate_zone <> zone.rate_zone`,
        [elsewhere],
      );
      return this.view(tx);
    });
  }

  private async view(on: Pick<EntityManager, 'query'>): Promise<View> {
    const countries = await on.query<View['countries']>(
      'select country, rate_zone as "rateZone" from country_rate_zones order by country',
    );
    return { countries, ...(await this.edits.of(on, 'country_rate_zones')) };
  }
}
