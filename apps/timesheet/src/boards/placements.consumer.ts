import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContractTerms, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Plans } from '../plans/plans.js';
import { BoardEntity } from './board.entity.js';

const { placementActivated, contractAmended, placementPaused, placementResumed, placementEnded } = placementEvents;

/** The contract a placement starts with; amendments count on from it. */
const firstNumber = 1;

/** TS-1. A board exists by itself: placement's events make it, change it and close it. */
@Injectable()
export class PlacementsConsumer {
  constructor(private readonly plans: Plans) {}

  @OnEvent(placementActivated)
  async activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, expertId, title, clientName, expertName, terms } = data;
    const { timeZone, startsOn, endsOn } = terms;
    await tx.insert(BoardEntity, {
      ...{ placementId, clientId, expertId, title, clientName, expertName, timeZone, startsOn, endsOn },
      state: 'active',
    });
    await this.learn(tx, placementId, { number: firstNumber, effectiveFrom: startsOn, terms });
    await this.plans.moveToBoard(tx, clientId);
  }

  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    await this.learn(tx, data.placementId, data);
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
  async resumed({ data }: EventOf<typeof placementResumed>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, from } = data;
    await tx.update(BoardEntity, { placementId }, { state: 'active' });
    await tx.query('update board_pauses set until_day = $2 where placement_id = $1 and until_day is null', [
      placementId,
      from,
    ]);
    await this.plans.moveToBoard(tx, clientId);
  }

  @OnEvent(placementEnded)
  async ended({ data: { placementId, endsOn } }: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    await tx.update(BoardEntity, { placementId }, { state: 'ended', endsOn });
  }

  /** The newest version's last day and zone hold at once; its cap from its own day on. It may come before the board. */
  private async learn(
    tx: EntityManager,
    placementId: string,
    { number, effectiveFrom, terms }: { number: number; effectiveFrom: string; terms: ContractTerms },
  ): Promise<void> {
    await tx.query(
      `insert into board_terms (placement_id, number, effective_from, weekly_cap_minutes, ends_on, time_zone)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [placementId, number, effectiveFrom, terms.weeklyCapMinutes, terms.endsOn, terms.timeZone],
    );
    await tx.query(
      `update boards set ends_on = newest.ends_on, time_zone = newest.time_zone
       from (select * from board_terms where placement_id = $1 order by number desc limit 1) newest
       where boards.placement_id = $1`,
      [placementId],
    );
  }
}
