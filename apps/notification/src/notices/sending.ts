import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AfterCommit, Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { KnownOutsiderEntity, PersonEntity } from '../directory/directory.entities.js';
import { PostOffice } from '../mail/post-office.js';
import { DeliveryPlans, sendTimer } from './delivery-plans.js';
import { NoticeEntity } from './notice.entity.js';
import { Outcomes } from './outcomes.js';
import { lostAfterMs, nextLookup } from './retry.rules.js';

const waiting: readonly NoticeEntity['state'][] = ['queued', 'held', 'retrying'];

/**
 * NT-1. Claim, send, mark: the attempt is written down in one transaction, made outside of any, and its outcome written
 * down in another. See docs/decisions/0010.
 */
@Injectable()
export class Sending {
  private readonly log = new Logger(Sending.name);

  constructor(
    private readonly plans: DeliveryPlans,
    private readonly postOffice: PostOffice,
    private readonly outcomes: Outcomes,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnTimer(sendTimer)
  async due({ subjectId: id }: Timer, tx: EntityManager): Promise<AfterCommit | undefined> {
    const notice = await tx.findOne(NoticeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!notice || !waiting.includes(notice.state)) return undefined;
    if (!(await this.findRecipient(tx, notice))) return undefined;
    const heldUntil = await this.plans.isHeldNow(tx, notice);
    if (heldUntil) {
      await tx.update(NoticeEntity, { id }, { state: 'held', notBefore: heldUntil });
      await this.timers.set(tx, sendTimer, id, heldUntil);
      return undefined;
    }
    return this.postOffice.keeps(notice) ? this.outcomes.keep(tx, notice) : this.claim(tx, notice);
  }

  /** From here on the attempt counts, whatever becomes of this process: the timer is for the case that it dies. */
  private async claim(tx: EntityManager, notice: NoticeEntity): Promise<AfterCommit> {
    const sendingSince = this.clock.now();
    const claimed = { ...notice, sendingSince, attempts: notice.attempts + 1 };
    await tx.update(NoticeEntity, { id: notice.id }, { sendingSince, attempts: claimed.attempts });
    await this.timers.set(tx, sendTimer, notice.id, new Date(sendingSince.getTime() + lostAfterMs));
    return () => this.attempt(claimed);
  }

  private async attempt(notice: NoticeEntity): Promise<void> {
    try {
      await this.outcomes.mark(notice, await this.postOffice.send(notice));
    } catch (error) {
      this.log.error({ err: error, notice: notice.id }, 'The outcome of an attempt is lost; it is made again later.');
    }
  }

  /** The event of an account may come later than what it is told of; who was disabled meanwhile is told nothing more. */
  private async findRecipient(tx: EntityManager, notice: NoticeEntity): Promise<boolean> {
    const person = notice.recipientId ? await personOf(tx, notice.recipientId) : null;
    if (notice.address && !person?.disabled) return true;
    if (person && !person.disabled) {
      const found = { recipientName: person.name, address: person.email };
      await tx.update(NoticeEntity, { id: notice.id }, found);
      Object.assign(notice, found);
      return true;
    }
    const lookups = notice.lookups + 1;
    const again = person ? null : nextLookup(lookups, this.clock.now());
    if (again) {
      await tx.update(NoticeEntity, { id: notice.id }, { lookups });
      await this.timers.set(tx, sendTimer, notice.id, again);
    } else {
      const lastError = person ? 'The account is disabled.' : 'Nobody is known by this account.';
      const change = { state: 'skipped', lastError } as const;
      await tx.update(NoticeEntity, { id: notice.id }, { lookups, ...change });
      await tx.update(NoticeEntity, { digestId: notice.id }, change);
    }
    return false;
  }
}

/** Who has this account, or brings clients without one. */
async function personOf(
  on: EntityManager,
  id: string,
): Promise<{ name: string; email: string; disabled: boolean } | null> {
  const person = await on.findOneBy(PersonEntity, { accountId: id });
  if (person) return person;
  const outsider = await on.findOneBy(KnownOutsiderEntity, { referrerId: id });
  return outsider && { ...outsider, disabled: false };
}
