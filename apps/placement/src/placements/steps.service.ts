import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRole } from '#libs/access';
import {
  type activatePlacement,
  type endPlacement,
  type pausePlacement,
  placementEvents,
  type resumePlacement,
} from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock, type Day, dayOf } from '#libs/time';
import type { ContractEntity } from '../contracts/contract.entity.js';
import { agreedVersions } from '../contracts/versions.js';
import { checkCertified } from '../experts/certified.js';
import { LastDay } from './last-day.js';
import { lastDayWorked } from './last-day.rules.js';
import type { PlacementEntity } from './placement.entity.js';
import { nextState, type PlacementStep } from './placement-state.rules.js';
import { partiesOf, PlacementsService, type PlacementView } from './placements.service.js';

const { placementActivated, placementPaused, placementResumed } = placementEvents;

type Step = Call<typeof activatePlacement> | Call<typeof pausePlacement> | Call<typeof endPlacement>;

interface Facts {
  placement: PlacementEntity;
  /** The newest version both sides agreed to. */
  contract: ContractEntity;
  /** Where the contract belongs. */
  today: Day;
}

/** PL-9. The network brings a placement from agreed to its end. */
@Injectable()
export class StepsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly placements: PlacementsService,
    private readonly lastDay: LastDay,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Its days and hours were promised, and checked by the database, when its contract was agreed. */
  activate(call: Call<typeof activatePlacement>): Promise<PlacementView> {
    return this.step(call, 'activate', async (tx, { placement, contract: { terms } }) => {
      await checkCertified(tx, placement.expertId);
      const { id, title, programme, programmeVersion } = placement;
      const names = await this.placements.namesOf(tx, placement);
      const data = { ...partiesOf(placement), title, ...names, programme, programmeVersion, terms };
      await this.outbox.add(tx, placementActivated, { aggregateId: id, actor: call.actor, data });
      await this.lastDay.watch(tx, id, placement.endsOn, terms.timeZone);
      return {};
    });
  }

  /** No hours from today on. */
  pause(call: Call<typeof pausePlacement>): Promise<PlacementView> {
    return this.step(call, 'pause', async (tx, facts) => this.tell(tx, call, placementPaused, facts));
  }

  resume(call: Call<typeof resumePlacement>): Promise<PlacementView> {
    return this.step(call, 'resume', async (tx, facts) => this.tell(tx, call, placementResumed, facts));
  }

  end(call: Call<typeof endPlacement>): Promise<PlacementView> {
    const { actor, input } = call;
    return this.step(call, 'end', async (tx, { placement, today }) => {
      const endsOn = lastDayWorked(placement, today, input.endsOn);
      await this.lastDay.close(tx, actor, placement, { endsOn, reason: input.reason });
      return { endsOn };
    });
  }

  private async tell(
    tx: EntityManager,
    { actor, input }: Call<typeof pausePlacement>,
    event: typeof placementPaused,
    { placement, today }: Facts,
  ): Promise<Partial<PlacementEntity>> {
    const data = { ...partiesOf(placement), from: today, reason: input.reason };
    await this.outbox.add(tx, event, { aggregateId: placement.id, actor, data });
    return {};
  }

  /** Locks the placement, lets `effect` tell the other services and say what else changes, saves. */
  private step(
    call: Step,
    step: PlacementStep,
    effect: (tx: EntityManager, facts: Facts) => Promise<Partial<PlacementEntity>>,
  ): Promise<PlacementView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const placement = await this.placements.locked(tx, actor, input.id);
      const state = nextState(placement.state, step);
      const contract = (await agreedVersions(tx, placement.id)).at(-1);
      if (!contract) throw new Error(`The placement ${placement.id} is ${placement.state} without a contract.`);
      const today = dayOf(this.clock.now(), contract.terms.timeZone);
      const set = await effect(tx, { placement, contract, today });
      const reason = 'reason' in input ? input.reason : null;
      return this.placements.view(tx, await this.placements.move(tx, actor, placement, { ...set, state }, reason));
    });
  }
}
