import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { because, type EventOf, OnEvent, type ReceivedEvent } from '#libs/messaging';
import { CoverageEntity } from './coverage.entity.js';
import { CoverageChanges } from './coverage-changes.js';
import { CoverageTermsEntity } from './coverage-terms.entity.js';
import { Coverages } from './coverages.js';
import { heardOfClient, heardOfExpert } from './known.js';
import { TermsInForce } from './terms-in-force.js';

const { placementActivated, contractAmended, placementPaused, placementResumed, placementEnded } = placementEvents;

/** The contract a placement starts with; amendments count on from it. */
const firstNumber = 1;

/** CS-1, CS-7. A coverage exists by itself: placement's events make it, change it, pause it and end it. */
@Injectable()
export class PlacementsConsumer {
  constructor(
    private readonly coverages: Coverages,
    private readonly inForce: TermsInForce,
    private readonly changes: CoverageChanges,
  ) {}

  @OnEvent(placementActivated)
  async activated(event: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { data } = event;
    const { placementId, clientId, expertId, title, terms } = data;
    const { startsOn, endsOn, timeZone, channel } = terms;
    await this.learn(tx, { placementId, number: firstNumber, effectiveFrom: startsOn, terms });
    const client = await heardOfClient(tx, clientId);
    const expert = await heardOfExpert(tx, expertId);
    const coverage: CoverageEntity = {
      ...{ placementId, clientId, expertId, title, startsOn, endsOn, timeZone, channel },
      clientName: client.name ?? data.clientName,
      expertName: expert.name ?? data.expertName,
      accountExecutiveId: client.ownerId,
      teamLeadId: expert.teamLeadId,
      ...{ state: 'active', channelChosen: false, coveringId: null, termsUntil: null },
      ...{ calendarVersion: 1, version: 1 },
    };
    await tx.insert(CoverageEntity, coverage);
    await this.inForce.renew(tx, { what: 'activated', coverage, ...because(event) });
  }

  @OnEvent(contractAmended)
  async amended(event: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    await this.learn(tx, event.data);
    const coverage = await this.coverages.locked(tx, event.data.placementId);
    if (coverage && coverage.state !== 'ended')
      await this.inForce.renew(tx, { what: 'terms', coverage, ...because(event) });
  }

  @OnEvent(placementPaused)
  paused(event: EventOf<typeof placementPaused>, tx: EntityManager): Promise<void> {
    return this.move(tx, event, { state: 'paused' });
  }

  @OnEvent(placementResumed)
  resumed(event: EventOf<typeof placementResumed>, tx: EntityManager): Promise<void> {
    return this.move(tx, event, { state: 'active' });
  }

  @OnEvent(placementEnded)
  ended(event: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    return this.move(tx, event, { state: 'ended', endsOn: event.data.endsOn, termsUntil: null });
  }

  private async learn(
    tx: EntityManager,
    { placementId, number, effectiveFrom, terms }: CoverageTermsEntity,
  ): Promise<void> {
    await tx.insert(CoverageTermsEntity, { placementId, number, effectiveFrom, terms });
  }

  private async move(
    tx: EntityManager,
    event: ReceivedEvent<{ placementId: string }>,
    set: Partial<CoverageEntity> & Pick<CoverageEntity, 'state'>,
  ): Promise<void> {
    const { placementId } = event.data;
    const coverage = await this.coverages.locked(tx, placementId);
    if (!coverage) return;
    const moved = { ...coverage, ...set, version: coverage.version + 1 };
    await tx.update(CoverageEntity, { placementId }, { ...set, version: moved.version });
    const what = { paused: 'paused', active: 'resumed', ended: 'ended' } as const;
    await this.changes.tell(tx, { what: what[set.state], coverage: moved, ...because(event) });
  }
}
