import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { placementEvents, qualityEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { type EventOf, OnEvent, Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { addDays, Clock, dayOf, instantOf, monthOf, OnTimer, type Timer, Timers } from '#libs/time';
import { ClientEntity } from '../network/people.entities.js';
import { ClientReportEntity } from './client-report.entity.js';
import { lastDayOf, nextDraft, reportedMonth } from './month.rules.js';
import { monthRows } from './month-rows.js';
import { contentsOf } from './report.rules.js';

const draft = 'quality.report-draft';
const release = 'quality.report-release';

/** QN-12. Each client gets its month: drafted on the first working day after it, released by somebody or by itself. */
@Injectable()
export class ReportWriter {
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** A draft that is due already is still made. */
  @OnEvent(placementEvents.placementActivated)
  async begun({ data }: EventOf<typeof placementEvents.placementActivated>, tx: EntityManager): Promise<void> {
    const { clientId, timeZone } = await tx.findOneByOrFail(ClientEntity, { clientId: data.clientId });
    await this.timers.setEarlier(tx, draft, clientId, nextDraft(this.clock.now(), timeZone));
  }

  @OnTimer(draft)
  async draft({ subjectId: clientId, dueAt }: Timer, tx: EntityManager): Promise<void> {
    const { timeZone } = await tx.findOneByOrFail(ClientEntity, { clientId });
    const month = reportedMonth(dueAt, timeZone);
    if (await ranBetween(tx, clientId, month, lastDayOf(month))) await this.add(tx, { clientId, month, timeZone });
    const thisMonth = monthOf(dayOf(dueAt, timeZone));
    if (await ranBetween(tx, clientId, thisMonth, 'infinity')) {
      await this.timers.set(tx, draft, clientId, nextDraft(dueAt, timeZone));
    }
  }

  @OnTimer(release)
  async releaseItself({ subjectId: id }: Timer, tx: EntityManager): Promise<void> {
    const report = await tx.findOneOrFail(ClientReportEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (report.state === 'draft') await this.release(tx, systemActor, report);
  }

  /** Its numbers are fixed as they are now. The report is locked. */
  async release(tx: EntityManager, actor: Actor, report: ClientReportEntity): Promise<ClientReportEntity> {
    const { id, clientId, month } = report;
    const set = {
      state: 'released' as const,
      contents: contentsOf(await monthRows(tx, report)),
      releasedAt: this.clock.now(),
      releasedBy: actor.name,
      version: report.version + 1,
    };
    await tx.update(ClientReportEntity, { id }, set);
    await this.history.add(tx, id, actor, 'released');
    await this.timers.cancel(tx, release, id);
    const { ownerId: accountExecutiveId } = await tx.findOneByOrFail(ClientEntity, { clientId });
    await this.outbox.add(tx, qualityEvents.clientReportReady, {
      ...{ aggregateId: id, actor },
      data: { reportId: id, clientId, month, accountExecutiveId },
    });
    return { ...report, ...set };
  }

  private async add(
    tx: EntityManager,
    about: Pick<ClientReportEntity, 'clientId' | 'month' | 'timeZone'>,
  ): Promise<void> {
    const [policy] = await tx.query<[{ days: number }]>('select release_after_days as days from report_policy');
    const today = dayOf(this.clock.now(), about.timeZone);
    const releasesItselfAt = instantOf(addDays(today, policy.days), '12:00', about.timeZone);
    const report = { ...about, id: newId(), state: 'draft' as const, releasesItselfAt, version: 1 };
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(ClientReportEntity)
      .values(report)
      .orIgnore()
      .returning('id')
      .execute();
    if (!(inserted.raw as unknown[]).length) return;
    await this.history.add(tx, report.id, systemActor, 'draft');
    await this.timers.set(tx, release, report.id, releasesItselfAt);
  }
}

async function ranBetween(tx: EntityManager, clientId: string, from: string, to: string): Promise<boolean> {
  const found = await tx.query<unknown[]>(
    `select from placements where client_id = $1 and starts_on <= $3::date
     and (ends_on >= $2::date or state <> 'ended') limit 1`,
    [clientId, from, to],
  );
  return found.length > 0;
}
