import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { ReferrerKind } from '#libs/contracts';
import { ReferrerEntity } from './referrer.entity.js';

/** What every event of somebody's leads or commissions says of them. */
export interface ReferrerFacts {
  referrerId: string;
  referrerKind: z.output<typeof ReferrerKind>;
  /** The referrer, where it is an expert. */
  expertId: string | null;
}

export async function referrerFacts(on: EntityManager, referrerId: string): Promise<ReferrerFacts> {
  const { kind } = await on.findOneByOrFail(ReferrerEntity, { id: referrerId });
  return { referrerId, referrerKind: kind, expertId: kind === 'expert' ? referrerId : null };
}
