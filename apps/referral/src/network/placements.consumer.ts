import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';

const { placementActivated, placementEnded, programmePublished } = placementEvents;

/** Learns what each client has running, and what programmes promise referrers. */
@Injectable()
export class PlacementsConsumer {
  /** An end that comes first stays. */
  @OnEvent(placementActivated)
  async activated({ data, time }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into placements values ($1, $2, true, $3)
       on conflict (placement_id) do update set began_at = excluded.began_at`,
      [data.placementId, data.clientId, time],
    );
  }

  @OnEvent(placementEnded)
  async ended({ data }: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into placements values ($1, $2, false)
       on conflict (placement_id) do update set active = false`,
      [data.placementId, data.clientId],
    );
  }

  @OnEvent(programmePublished)
  async programme({ data }: EventOf<typeof programmePublished>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into programmes as known values ($1, $2, $3)
       on conflict (programme) do update
       set version = excluded.version, commission_percent = excluded.commission_percent
       where known.version < excluded.version`,
      [data.programme, data.version, data.terms.referralCommissionPercent],
    );
  }
}
