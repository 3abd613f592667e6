import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { BoardEntity } from './board.entity.js';

const { placementActivated, contractAmended, placementPaused, placementResumed, placementEnded } = placementEvents;

/** TS-1. A board exists by itself: placement's events make it, change it and close it. */
@Injectable()
export class PlacementsConsumer {
  @OnEvent(placementActivated)
  async activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, expertId, title, clientName, expertName, terms } = data;
    const { timeZone, startsOn, endsOn, weeklyCapMinutes } = terms;
    await tx.insert(BoardEntity, {
      ...{
        placementId,
        clientId,
        expertId,
        title,
        clientName,
        expertName,
        timeZone,
        startsOn,
        endsOn,
        weeklyCapMinutes,
      },
      state: 'active',
    });
  }

  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    const { endsOn, weeklyCapMinutes } = data.terms;
    await tx.update(BoardEntity, { placementId: data.placementId }, { endsOn, weeklyCapMinutes });
  }

  @OnEvent(placementPaused)
  async paused({ data: { placementId, from } }: EventOf<typeof placementPaused>, tx: EntityManager): Promise<void> {
    await tx.update(BoardEntity, { placementId }, { state: 'paused' });
    await tx.query(
      `insert into board_pauses (placement_id, from_day) values ($1, $2)
       on conflict (placement_id, from_day) do update set until_day = null`,
      [placementId, from],
    );
  }

  @OnEvent(placementResumed)
  async resumed({ data: { placementId, from } }: EventOf<typeof placementResumed>, tx: EntityManager): Promise<void> {
    await tx.update(BoardEntity, { placementId }, { state: 'active' });
    await tx.query('update board_pauses set until_day = $2 where placement_id = $1 and until_day is null', [
      placementId,
      from,
    ]);
  }

  @OnEvent(placementEnded)
  async ended({ data: { placementId, endsOn } }: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    await tx.update(BoardEntity, { placementId }, { state: 'ended', endsOn });
  }
}
