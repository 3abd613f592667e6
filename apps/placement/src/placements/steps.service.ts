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
import { checkNotBarred } from '../issues/barred.js';
import { Strikes } from '../issues/strikes.js';
import type { PlacementState } from '../types.js';
import { LastDay } from './last-day.js';
import { lastDayWorked } from './last-day.rules.js';
import type { PlacementEntity } from './placement.entity.js';
import { nextState, type PlacementStep } from './placement-state.rules.js';
import { partiesOf, PlacementsService, type PlacementView } from './placements.service.js';

const { placementActivated, placementPaused, placementResumed } = placementEvents;

type Step = Call<typeof activatePlacement> | Call<typeof pausePlacement> | Call<typeof endPlacement>;

interface Facts {
  placement: PlacementEntity;
  /** The state it is brought into. */
  next: PlacementState;
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
    private readonly strikes: Strikes,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Its days and hours were promised, and checked by the database, when its contract was agreed. */
  activate(call: Call<typeof activatePlacement>): Promise<PlacementView> {
    return this.step(call, 'activate', async (tx, { placement, contract: { terms } }) => {
      await checkCertified(tx, placement.expertId);
      await checkNotBarred(tx, placement.expertId);
      const { id, title, programme, programmeVersion } = placement;
      const names = await this.placements.namesOf(tx, placement);
      const data = { ...partiesOf(placement), title, ...names, programme, programmeVersion, terms };
      await this.outbox.add(tx, placementActivated, { aggregateId: id, actor: call.actor, data });
      await this.lastDay.watch(tx, id, placement.endsOn, terms.timeZone);
      await this.strikes.watch(tx, placement);
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
    return this.command(call, 'end', (tx, { placement, today }) => {
      const endsOn = lastDayWorked(placement, today, input.endsOn);
      return this.lastDay.close(tx, actor, placement, { endsOn, reason: input.reason, loss: input.loss });
    });
  }

  private async tell(
    tx: EntityManager,
    { actor, input }: Call<typeof pausePlacement>,
    event: typeof placementPaused,
    { placement, today }: Facts,
  ): Promise<void> {
    const data = { ...partiesOf(placement), from: today, reason: input.reason };
    await this.outbox.add(tx, event, { aggregateId: placement.id, actor, data });
  }

  /** Lets `effect` tell the other services, saves. */
  private step(
    call: Step,
    step: PlacementStep,
    effect: (tx: EntityManager, facts: Facts) => Promise<void>,
  ): Promise<PlacementView> {
    const { actor, input } = call;
    return this.command(call, step, async (tx, facts) => {
      await effect(tx, facts);
      const reason = 'reason' in input ? input.reason : null;
      return this.placements.move(tx, actor, facts.placement, { state: facts.next }, reason);
    });
  }

  /** Locks the placement, if this step is possible, and lets `work` bring it further. */
  private command(
    call: Step,
    step: PlacementStep,
    work: (tx: EntityManager, facts: Facts) => Promise<PlacementEntity>,
  ): Promise<PlacementView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const placement = await this.placements.locked(tx, actor, input.id);
      const next = nextState(placement.state, step);
      const contract = (await agreedVersions(tx, placement.id)).at(-1);
      if (!contract) throw new Error(`The placement ${placement.id} is ${placement.state} without a contract.`);
      const today = dayOf(this.clock.now(), contract.terms.timeZone);
      return this.placements.view(tx, await work(tx, { placement, next, contract, today }));
    });
  }
}
