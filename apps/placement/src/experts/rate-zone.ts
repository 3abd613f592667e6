import type { EntityManager } from 'typeorm';
import type { RateZone } from '../types.js';

/** PL-1, PL-5. The zone of a country, by the table `country_rate_zones`; a country that isn't in it is in `eu-asia`. */
export async function rateZoneOf(on: EntityManager, country: string): Promise<RateZone> {
  const [row] = await on.query<{ rateZone: RateZone }[]>(
    'select rate_zone as "rateZone" from country_rate_zones where country = $1',
    [country],
  );
  return row?.rateZone ?? 'eu-asia';
}
