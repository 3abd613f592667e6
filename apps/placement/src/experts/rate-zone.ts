import type { EntityManager } from 'typeorm';
import type { RateZone } from '../types.js';

/** Of every country the table doesn't name. */
export const elsewhere: RateZone = 'eu-asia';

/** PL-1, PL-5. The zone of a country, by the table `country_rate_zones`; the rest is `elsewhere`. */
export async function rateZoneOf(on: EntityManager, country: string): Promise<RateZone> {
  const [row] = await on.query<{ rateZone: RateZone }[]>(
    'select rate_zone as "rateZone" from country_rate_zones where country = $1',
    [country],
  );
  return row?.rateZone ?? elsewhere;
}
