import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { CalendarEntity } from './calendar.entity.js';
import { CoverageEntity } from './coverage.entity.js';
import { calendarFor, sameCalendar, termsAt } from './coverage.rules.js';
import { type CoverageChanged, CoverageChanges } from './coverage-changes.js';
import { CoverageTermsEntity } from './coverage-terms.entity.js';
import { DayOffEntity } from './day-off.entity.js';

const kind = 'communication.terms-begin';

/** CS-7, PM-11. A coverage follows its contract from day to day; each change of its hours is a new calendar. */
@Injectable()
export class TermsInForce {
  constructor(
    private readonly timers: Timers,
    private readonly changes: CoverageChanges,
    private readonly clock: Clock,
  ) {}

  @OnTimer(kind)
  async begin({ subjectId, firedAt }: Timer, tx: EntityManager): Promise<void> {
    const coverage = await tx.findOneOrFail(CoverageEntity, {
      where: { placementId: subjectId },
      lock: { mode: 'for_no_key_update' },
    });
    await this.catchUp(tx, coverage, firedAt);
  }

  /** Lets every amendment begin whose day has come, each as of its own instant, however late this is. */
  async catchUp(tx: EntityManager, locked: CoverageEntity, now: Date): Promise<CoverageEntity> {
    let coverage = locked;
    while (coverage.termsUntil && coverage.termsUntil <= now) {
      coverage = await this.follow(tx, coverage, coverage.termsUntil);
      await this.changes.tell(tx, { what: 'terms', coverage, actor: systemActor });
    }
    return coverage;
  }

  /** After its terms or days off changed: what holds now, for everybody who lives by it. `coverage` is locked. */
  async renew(tx: EntityManager, { coverage, ...change }: CoverageChanged): Promise<void> {
    const renewed = await this.follow(tx, coverage, this.clock.now());
    await this.changes.tell(tx, { ...change, coverage: renewed });
  }

  /**
   * What holds at `at`, with the coverage locked: zone, channel, calendar by the version in force; first and last day by
   * the newest one, at once. Answers the coverage as it is now.
   */
  private async follow(tx: EntityManager, coverage: CoverageEntity, at: Date): Promise<CoverageEntity> {
    const { placementId } = coverage;
    const versions = await tx.find(CoverageTermsEntity, { where: { placementId }, order: { number: 'asc' } });
    const { version: inForce, until } = termsAt(versions, at);
    const { startsOn, endsOn } = versions.at(-1)!.terms;
    const { timeZone, channel } = inForce.terms;
    const set = {
      ...{ startsOn, endsOn, timeZone },
      ...(!coverage.channelChosen && { channel }),
      termsUntil: until,
      calendarVersion: await this.calendarVersion(tx, coverage, inForce, at),
      version: coverage.version + 1,
    };
    await tx.update(CoverageEntity, { placementId }, set);
    if (until) await this.timers.set(tx, kind, placementId, until);
    return { ...coverage, ...set };
  }

  /** Writes a new one when the hours, the zone or the holidays changed. */
  private async calendarVersion(
    tx: EntityManager,
    { placementId, calendarVersion }: CoverageEntity,
    { terms }: CoverageTermsEntity,
    since: Date,
  ): Promise<number> {
    const holidays = await tx.findBy(DayOffEntity, { placementId, kind: 'holiday' });
    const calendar = calendarFor(
      terms,
      holidays.map(({ day }) => day),
    );
    const present = await tx.findOneBy(CalendarEntity, { placementId, version: calendarVersion });
    if (present && sameCalendar(present.calendar, calendar)) return calendarVersion;
    const version = present ? calendarVersion + 1 : calendarVersion;
    await tx.insert(CalendarEntity, { placementId, version, since, calendar });
    return version;
  }
}
