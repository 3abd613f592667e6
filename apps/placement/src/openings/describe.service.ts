import { Injectable } from '@nestjs/common';
import { type Actor, notYours, requireRole } from '#libs/access';
import { type describeOpening, placementEvents, type withdrawOpening } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock, dayOf } from '#libs/time';
import { ClientsService } from '../clients/clients.service.js';
import { giveRights, lockRights } from '../first-refusal/rights.js';
import { passOverOffers } from '../offers/pass-over.js';
import { moneyAt } from '../pay-rate.rules.js';
import { ProgrammesService } from '../programmes/programmes.service.js';
import { yearsBySkill } from '../skill.rules.js';
import { OpeningEntity } from './opening.entity.js';
import { checkNeed, checkOpen } from './opening.rules.js';
import { OpeningsService, type OpeningView } from './openings.service.js';

/** PL-4, PL-5. A client, or an account executive for it, describes a need and withdraws it. */
@Injectable()
export class DescribeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly openings: OpeningsService,
    private readonly clients: ClientsService,
    private readonly programmes: ProgrammesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  describe(call: Call<typeof describeOpening>): Promise<OpeningView> {
    const { actor, input } = call;
    mayDescribe(actor);
    return this.transactions.command(call, async (tx) => {
      const client = await this.clients.load(tx, actor, clientIdOf(actor, input.clientId));
      const programme = await this.programmes.newest(tx, input.programme);
      const budgetRate = moneyAt('budgetRate', input.budgetRate);
      const skillYears = yearsBySkill(input.skills.map(({ name, minimumYears: years }) => ({ name, years })));
      const now = this.clock.now();
      checkNeed(programme.terms, { ...input, budgetRate }, dayOf(now, client.timeZone));
      const opening: OpeningEntity = {
        id: newId(),
        ...input,
        clientId: client.id,
        programmeVersion: programme.version,
        skillYears,
        budgetRate,
        state: 'open',
        withdrawnReason: null,
        createdAt: now,
        createdBy: actor.name,
        version: 1,
      };
      await lockRights(tx, client.id);
      await tx.insert(OpeningEntity, opening);
      const { id: openingId, clientId, title, startsOn } = opening;
      await this.outbox.add(tx, placementEvents.openingDescribed, {
        aggregateId: openingId,
        actor,
        data: { openingId, clientId, programme: programme.id, title, startsOn },
      });
      await giveRights(tx, clientId, [opening], { outbox: this.outbox, actor, now });
      return this.openings.view(tx, actor, opening);
    });
  }

  /** Refuses 409 `placement.opening-not-open`. */
  withdraw(call: Call<typeof withdrawOpening>): Promise<OpeningView> {
    const { actor, input } = call;
    mayDescribe(actor);
    return this.transactions.command(call, async (tx) => {
      const opening = await this.openings.locked(tx, actor, input.id);
      checkOpen(opening);
      const set = { state: 'withdrawn' as const, withdrawnReason: input.reason, version: opening.version + 1 };
      await tx.update(OpeningEntity, { id: opening.id }, set);
      await passOverOffers(tx, opening.id);
      const { id: openingId, clientId } = opening;
      await this.outbox.add(tx, placementEvents.openingWithdrawn, {
        aggregateId: openingId,
        actor,
        data: { openingId, clientId, reason: input.reason },
      });
      return this.openings.view(tx, actor, { ...opening, ...set });
    });
  }
}

const mayDescribe = (actor: Actor): void => requireRole(actor, 'client', 'account-executive', 'admin');

/** A client's user describes for its own company, which it needn't name; staff names the client. */
function clientIdOf(actor: Actor, clientId: string | undefined): string {
  if (actor.role === 'client' && (clientId ?? actor.clientId) !== actor.clientId) throw notYours('client');
  const id = clientId ?? actor.clientId;
  if (!id) throw invalidField('placement.client-missing', 'clientId', 'must name the client', 'PL-4');
  return id;
}
