import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContractTerms, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Clock, startOfDay, type Timer, Timers, OnTimer } from '#libs/time';
import { ClientEntity, ExpertEntity } from './people.entities.js';
import { PlacementEntity } from './placement.entity.js';

const { placementActivated, contractAmended, placementPaused, placementResumed, placementEnded } = placementEvents;

type Terms = ReturnType<typeof termsOf>;
interface Amendment {
  placementId: string;
  terms: Terms;
}

/** A placement's events, in their order: it begins, its terms change on their day, it rests, it ends. */
@Injectable()
export class PlacementsConsumer {
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnEvent(placementActivated)
  async activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, expertId, title, programme, terms } = data;
    await tx.insert(PlacementEntity, {
      ...{ placementId, clientId, expertId, title, programme, state: 'active' },
      ...termsOf(terms),
    });
    // Their own events know more; whichever comes first.
    const client = { clientId, name: data.clientName, timeZone: terms.timeZone, ownerId: null };
    await tx.createQueryBuilder().insert().into(ClientEntity).values(client).orIgnore().execute();
    const expert = { expertId, name: data.expertName, teamLeadId: null };
    await tx.createQueryBuilder().insert().into(ExpertEntity).values(expert).orIgnore().execute();
  }

  /** PM-11. An amendment counts from its day on; one may come before the placement is active. */
  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    const { placementId, number, effectiveFrom, terms } = data;
    const amendment: Amendment = { placementId, terms: termsOf(terms) };
    const from = startOfDay(effectiveFrom, terms.timeZone);
    if (from <= this.clock.now()) await this.apply(tx, amendment);
    else await this.timers.set(tx, 'quality.amendment', `${placementId}/${number}`, from, amendment);
  }

  @OnTimer('quality.amendment')
  due({ payload }: Timer<Amendment>, tx: EntityManager): Promise<void> {
    return this.apply(tx, payload);
  }

  @OnEvent(placementPaused)
  async paused({ data: { placementId } }: EventOf<typeof placementPaused>, tx: EntityManager): Promise<void> {
    await tx.update(PlacementEntity, { placementId }, { state: 'paused' });
  }

  @OnEvent(placementResumed)
  async resumed({ data: { placementId } }: EventOf<typeof placementResumed>, tx: EntityManager): Promise<void> {
    await tx.update(PlacementEntity, { placementId }, { state: 'active' });
  }

  @OnEvent(placementEnded)
  async ended({ data: { placementId, endsOn } }: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    await tx.update(PlacementEntity, { placementId }, { state: 'ended', endsOn });
  }

  private async apply(tx: EntityManager, { placementId, terms }: Amendment): Promise<void> {
    await tx.update(PlacementEntity, { placementId }, terms);
  }
}

const termsOf = (terms: ContractTerms) => ({
  startsOn: terms.startsOn,
  endsOn: terms.endsOn,
  timeZone: terms.timeZone,
  npsEveryDays: terms.npsEveryDays,
});
