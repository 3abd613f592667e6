import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Delivered } from './delivery.rules.js';

export interface Parties {
  placementId: string;
  clientId: string;
  expertId: string;
}

/**
 * Whatever comes first, again or late: what was not kept once stays so, the most that was counted counts, and it belongs
 * to the earliest day told. A week handed in on time stays so.
 */
const merge = `
  insert into deliveries (placement_id, client_id, expert_id, kind, subject_id, day, amount, target, kept)
  select $1, $2, $3, * from jsonb_to_record($4::jsonb) as told (kind text, "subjectId" uuid, day date,
    amount numeric, target numeric, kept boolean)
  on conflict (kind, subject_id) do update set
    day = least(deliveries.day, excluded.day),
    amount = greatest(deliveries.amount, excluded.amount),
    target = greatest(deliveries.target, excluded.target),
    kept = case excluded.kind
      when 'sheet' then deliveries.kept or excluded.kept else deliveries.kept and excluded.kept end`;

/** QN-5. Writes the list of what was delivered. */
@Injectable()
export class Deliveries {
  /** Null: the event tells of nothing. */
  async add(tx: EntityManager, of: Parties, told: Delivered | null): Promise<void> {
    if (!told) return;
    await tx.query(merge, [of.placementId, of.clientId, of.expertId, JSON.stringify(told)]);
  }

  /** The zone its days are in. A placement whose own event is still on its way makes the event that needs it wait. */
  async zoneOf(tx: EntityManager, placementId: string): Promise<string> {
    const [placement] = await tx.query<{ zone: string }[]>(
      'select time_zone as zone from placements where placement_id = $1',
      [placementId],
    );
    if (!placement) throw new Error(`The placement ${placementId} isn't known yet.`);
    return placement.zone;
  }
}
