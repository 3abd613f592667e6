import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { type Actor, maySee, notYours } from '#libs/access';
import type { ContractTerms } from '#libs/contracts';
import type { ServiceCalendar } from '#libs/service-clock';
import { Clock, type Day } from '#libs/time';
import { CalendarEntity } from './calendar.entity.js';
import { CoverageEntity } from './coverage.entity.js';
import { notRunning } from './coverage.errors.js';
import { termsAt, termsOn } from './coverage.rules.js';
import { CoverageTermsEntity } from './coverage-terms.entity.js';
import { TermsInForce } from './terms-in-force.js';

/** CS-7. Whom a promise concerns beside the one who answers. */
export interface Care {
  teamLeadId: string | null;
  accountExecutiveId: string | null;
}

/** CS-1, CS-7. What the other capabilities ask of a placement; every method works inside the caller's transaction. */
@Injectable()
export class Coverages {
  constructor(
    private readonly inForce: TermsInForce,
    private readonly clock: Clock,
  ) {}

  /**
   * 404 `access.no-such-placement` for strangers: a client's users see their client's, an expert its own, a colleague
   * those it stands in for, staff all. With `lock` nothing changes it until the end of `on`, which is a transaction.
   */
  async ofPlacement(
    on: EntityManager,
    actor: Actor,
    placementId: string,
    lock = false,
    what = 'placement',
  ): Promise<CoverageEntity> {
    const coverage = lock ? await this.locked(on, placementId) : await on.findOneBy(CoverageEntity, { placementId });
    if (!coverage || !this.mayRead(actor, coverage)) throw notYours(what);
    return coverage;
  }

  /** The same without an actor; null when there is none. An amendment that has begun meanwhile is in force. */
  async locked(tx: EntityManager, placementId: string): Promise<CoverageEntity | null> {
    const coverage = await tx.findOne(CoverageEntity, {
      where: { placementId },
      lock: { mode: 'for_no_key_update' },
    });
    return coverage && this.inForce.catchUp(tx, coverage, this.clock.now());
  }

  /** CS-7. The calendar in force at an instant, with the version that a clock pins. */
  async calendarOf(
    on: EntityManager,
    placementId: string,
    at: Date,
  ): Promise<{ calendar: ServiceCalendar; version: number }> {
    const { calendar, version } =
      (await on.findOne(CalendarEntity, {
        where: { placementId, since: LessThanOrEqual(at) },
        order: { version: 'desc' },
      })) ?? (await on.findOneByOrFail(CalendarEntity, { placementId, version: 1 }));
    return { calendar, version };
  }

  /** In force on that day. */
  async termsOf(on: EntityManager, placementId: string, day: Day): Promise<ContractTerms> {
    return termsOn(await this.versionsOf(on, placementId), day);
  }

  /** In force at that instant, in the zone of the contract. */
  async termsAt(on: EntityManager, placementId: string, at: Date): Promise<ContractTerms> {
    return termsAt(await this.versionsOf(on, placementId), at).version.terms;
  }

  careOf({ teamLeadId, accountExecutiveId }: CoverageEntity): Care {
    return { teamLeadId, accountExecutiveId };
  }

  /** The same by placement, of those that exist. */
  async caresOf(on: EntityManager, placementIds: readonly string[]): Promise<(placementId: string) => Care> {
    const coverages = await on.findBy(CoverageEntity, { placementId: In([...placementIds]) });
    const cares = new Map(coverages.map((coverage) => [coverage.placementId, this.careOf(coverage)]));
    return (placementId) => cares.get(placementId)!;
  }

  /** CS-3. Account of who answers during a break: the colleague named for it, else the team lead; null when none can. */
  async standInOf(on: EntityManager, { coveringId, teamLeadId, expertId }: CoverageEntity): Promise<string | null> {
    const able = [coveringId, teamLeadId].filter((id) => id !== null && id !== expertId);
    const gone = await on.query<{ id: string }[]>(
      'select account_id as id from known_accounts where account_id = any($1) and disabled',
      [able],
    );
    return able.find((account) => !gone.some(({ id }) => id === account)) ?? null;
  }

  /** 409 `communication.not-running` when it is paused or has ended. */
  requireActive({ state }: CoverageEntity): void {
    if (state !== 'active') throw notRunning(state);
  }

  mayRead(actor: Actor, coverage: CoverageEntity): boolean {
    return maySee(actor, coverage) || (actor.role === 'expert' && actor.id === coverage.coveringId);
  }

  /** Agreed versions by placement, oldest first. */
  async versionsOfAll(on: EntityManager, placementIds: readonly string[]): Promise<Map<string, CoverageTermsEntity[]>> {
    const versions = await on.find(CoverageTermsEntity, {
      where: { placementId: In([...placementIds]) },
      order: { number: 'asc' },
    });
    return Map.groupBy(versions, ({ placementId }) => placementId);
  }

  private async versionsOf(on: EntityManager, placementId: string): Promise<CoverageTermsEntity[]> {
    return (await this.versionsOfAll(on, [placementId])).get(placementId) ?? [];
  }
}
