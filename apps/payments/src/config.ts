import { z } from 'zod';

/** What settlement reads from the environment; the rest is read where it's used. */
export const settlementEnv = z.object({
  /** PM-3: the first day of a settlement period; all others are counted from it. Changing it later cuts one period short. */
  SETTLEMENT_ANCHOR: z.iso.date().default('2026-01-05'),
});

export type SettlementConfig = z.output<typeof settlementEnv>;
export const SETTLEMENT_CONFIG = Symbol('SettlementConfig');
