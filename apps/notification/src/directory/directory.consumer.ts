import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContractTerms, gatewayEvents, placementEvents, referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import {
  KnownClientEntity,
  KnownExpertEntity,
  KnownOpeningEntity,
  KnownOutsiderEntity,
  KnownPlacementEntity,
  PersonEntity,
  type WorkHours,
} from './directory.entities.js';
import { workHoursOf } from './work-hours.rules.js';

const { accountCreated, accountChanged } = gatewayEvents;
const { clientRegistered, clientChanged, expertApplied, expertChanged, openingDescribed } = placementEvents;
const { outsiderAdded } = referralEvents;
const { placementSelected, placementActivated, contractAmended } = placementEvents;

/** Learns who is who, before the notices of the same event are written: see `notification.module.ts`. */
@Injectable()
export class DirectoryConsumer {
  @OnEvent(accountCreated, accountChanged)
  async account({ data }: EventOf<typeof accountChanged>, tx: EntityManager): Promise<void> {
    await tx.upsert(PersonEntity, data, ['accountId']);
  }

  @OnEvent(clientRegistered, clientChanged)
  async client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    const { clientId, name, timeZone, ownerId, contacts } = data;
    await tx.upsert(KnownClientEntity, { clientId, name, timeZone, ownerId, contacts }, ['clientId']);
  }

  @OnEvent(expertApplied, expertChanged)
  async expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    const { expertId, name, timeZone, teamLeadId } = data;
    await tx.upsert(KnownExpertEntity, { expertId, name, timeZone, teamLeadId }, ['expertId']);
  }

  @OnEvent(outsiderAdded)
  async outsider({ data }: EventOf<typeof outsiderAdded>, tx: EntityManager): Promise<void> {
    await tx.upsert(KnownOutsiderEntity, data, ['referrerId']);
  }

  @OnEvent(openingDescribed)
  async opening({ data }: EventOf<typeof openingDescribed>, tx: EntityManager): Promise<void> {
    const { openingId, clientId, title } = data;
    await tx.upsert(KnownOpeningEntity, { openingId, clientId, title }, ['openingId']);
  }

  @OnEvent(placementSelected)
  async selected({ data }: EventOf<typeof placementSelected>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, expertId, openingId } = data;
    const opening = await tx.findOneBy(KnownOpeningEntity, { openingId });
    const title = opening?.title ?? 'a new placement';
    await tx.upsert(KnownPlacementEntity, { placementId, clientId, expertId, title }, ['placementId']);
  }

  @OnEvent(placementActivated)
  async activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, expertId, title, terms } = data;
    const placement = { placementId, clientId, expertId, title, ...learntFrom(terms) };
    await tx.upsert(KnownPlacementEntity, placement, ['placementId']);
  }

  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    await tx.update(KnownPlacementEntity, { placementId: data.placementId }, learntFrom(data.terms));
  }
}

const learntFrom = (
  terms: ContractTerms,
): { timeZone: string; channel: ContractTerms['channel']; workHours: WorkHours[] } => ({
  timeZone: terms.timeZone,
  channel: terms.channel,
  workHours: workHoursOf(terms),
});
