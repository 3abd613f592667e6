import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours } from '#libs/access';
import type { changePreferences, Preferences } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { assertCalendar } from '#libs/service-clock';
import { Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { KnownClientEntity, KnownExpertEntity, PersonEntity } from '../directory/directory.entities.js';
import { digestTimer, sendTimer } from '../notices/delivery-plans.js';
import { nextDigest } from '../notices/delivery.rules.js';
import { NoticeEntity } from '../notices/notice.entity.js';
import { PreferencesEntity } from './preferences.entity.js';
import { defaultChoice } from './preferences.rules.js';

type View = z.output<typeof Preferences>;

/** NT-1. What a person wants to be told, when and how. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  get(actor: Actor, accountId: string): Promise<View> {
    return load(this.dataSource.manager, actor, accountId);
  }

  /** Throws 412 `request.stale`; 404 for somebody else's, unless by staff. What waits is decided anew. */
  change(call: Call<typeof changePreferences>): Promise<View> {
    const { accountId, version, change } = call.input;
    return this.transactions.command(call, async (tx) => {
      // There may be no row yet: whoever changes first must not be overtaken.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('preferences ' || $1, 0))`, [accountId]);
      const present = await load(tx, call.actor, accountId);
      if (present.version !== version) throw stale(present.version);
      const changed = { ...present, ...change, version: version + 1 };
      if (changed.workingHours.length)
        assertCalendar({ timeZone: changed.timeZone, hours: changed.workingHours, holidays: [] }, 'change.');
      await tx.upsert(PreferencesEntity, changed, ['accountId']);
      await this.decideAnew(tx, changed);
      return changed;
    });
  }

  private async decideAnew(tx: EntityManager, { accountId: recipientId, ...choice }: View): Promise<void> {
    const held = await tx.findBy(NoticeEntity, { recipientId, state: 'held' });
    for (const { id } of held) await this.timers.set(tx, sendTimer, id, this.clock.now());
    const gathering = await tx.existsBy(NoticeEntity, { recipientId, state: 'digest' });
    if (gathering) await this.timers.set(tx, digestTimer, recipientId, nextDigest(choice, this.clock.now()));
  }
}

async function load(on: EntityManager, actor: Actor, accountId: string): Promise<View> {
  if (actor.id !== accountId && !isStaff(actor)) throw notYours('account');
  const chosen = await on.findOneBy(PreferencesEntity, { accountId });
  if (chosen) return { ...chosen };
  const person = await on.findOneBy(PersonEntity, { accountId });
  if (!person && actor.id !== accountId) throw notYours('account');
  return { accountId, ...defaultChoice(await zoneOf(on, accountId, person?.clientId)), version: 1 };
}

async function zoneOf(on: EntityManager, expertId: string, clientId?: string | null): Promise<string> {
  const expert = await on.findOneBy(KnownExpertEntity, { expertId });
  const client = clientId ? await on.findOneBy(KnownClientEntity, { clientId }) : null;
  return expert?.timeZone ?? client?.timeZone ?? 'UTC';
}
