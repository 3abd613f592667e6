import { z } from 'zod';
import { command, query } from '../contract.js';
import { Instant, Version } from '../shapes.js';
import { country } from './fields.js';
import { RateZone } from './programmes.js';

// What matching goes by: the weights of the ranking (PL-7), the rate zone of each country (PL-5)

const points = z.int().min(0).max(1_000).meta({ description: 'The most this can give' });
const weight = (scale: string) =>
  z.strictObject({ points, scale: z.number().min(0.1).max(1_000).meta({ description: scale }) });
const edited = { version: Version, updatedAt: Instant, updatedBy: z.string() };

export const RankingWeights = z
  .strictObject({
    'skill-fit': weight('Years over the minimum that earn all points'),
    'time-zone-overlap': weight('Working hours a day in common that earn all points'),
    availability: weight('Days too late that leave no points'),
    zone: z.strictObject({ points }),
    'priority-right': z.strictObject({ points }).optional().meta({ description: 'RC-6. Left out, it stays as it is' }),
  })
  .meta({ id: 'RankingWeights' });
const RankingWeightsView = z.object({ weights: RankingWeights, ...edited }).meta({ id: 'RankingWeightsView' });
export const getRankingWeights = query('placement.get-ranking-weights', {
  input: z.object({}),
  output: RankingWeightsView,
});
/** Rankings read from now on go by them. */
export const setRankingWeights = command('placement.set-ranking-weights', {
  input: z.object({ version: Version, weights: RankingWeights }),
  output: RankingWeightsView,
});

const isOnce = (zones: { country: string }[]) => new Set(zones.map((zone) => zone.country)).size === zones.length;
export const RateZones = z
  .strictObject({
    countries: z
      .array(z.strictObject({ country, rateZone: RateZone }))
      .max(300)
      .refine(isOnce, 'must name each country once')
      .meta({ description: 'A country that is not here is in eu-asia' }),
  })
  .meta({ id: 'RateZones' });
const RateZonesView = z.object({ ...RateZones.shape, ...edited }).meta({ id: 'RateZonesView' });
export const getRateZones = query('placement.get-rate-zones', { input: z.object({}), output: RateZonesView });
/** Experts follow their country at once; openings and contracts keep the zone they name. */
export const setRateZones = command('placement.set-rate-zones', {
  input: z.object({ version: Version, ...RateZones.shape }),
  output: RateZonesView,
});
