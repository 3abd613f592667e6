import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** CS-3. Signs of an expert: what breaks its silence. */
@Injectable()
export class Signs {
  /**
   * The expert was heard of at `at`: it answered, wrote a status, came back. The same sign again changes nothing, and
   * outside a shift there is no silence to break.
   */
  async note(tx: EntityManager, placementId: string, expertId: string, at: Date): Promise<void> {
    await tx.query(
      `insert into presence_signs (placement_id, expert_id, at)
       select $1::uuid, $2::uuid, $3::timestamptz where exists (
         select from shifts where placement_id = $1 and tstzrange(starts_at, ends_at, '[]') @> $3::timestamptz
       ) on conflict do nothing`,
      [placementId, expertId, at],
    );
  }

  /** In the order of time, from `from` to `until` inclusive. */
  async between(
    on: EntityManager,
    { placementId, expertId }: { placementId: string; expertId: string },
    from: Date,
    until: Date,
  ): Promise<Date[]> {
    const rows = await on.query<{ at: Date }[]>(
      `select at from presence_signs where placement_id = $1 and expert_id = $2 and at between $3 and $4 order by at`,
      [placementId, expertId, from, until],
    );
    return rows.map(({ at }) => at);
  }

  /** They served their purpose. */
  async forget(
    tx: EntityManager,
    { placementId, expertId }: { placementId: string; expertId: string },
    until: Date,
  ): Promise<void> {
    await tx.query('delete from presence_signs where placement_id = $1 and expert_id = $2 and at <= $3', [
      placementId,
      expertId,
      until,
    ]);
  }
}
