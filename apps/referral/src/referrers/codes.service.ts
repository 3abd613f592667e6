import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, network, notYours, referrerIdOf, referring, requireRole } from '#libs/access';
import { type addOutsider, referralEvents, type renewCode, type withdrawCode } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { newId, onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { newCode } from './code.rules.js';
import { ReferrerDesk, type ReferrerView } from './referrer-desk.js';
import { ReferrerEntity } from './referrer.entity.js';
import { ReferrersService } from './referrers.service.js';

/** RC-1. Referral codes, one in force for each referrer, and the people who need one because they have no account. */
@Injectable()
export class CodesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly referrers: ReferrersService,
    private readonly desk: ReferrerDesk,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** 409 `referral.has-account`, 409 `referral.outsider-known`. */
  async addOutsider(call: Call<typeof addOutsider>): Promise<ReferrerView> {
    const { actor, input } = call;
    requireRole(actor, ...network);
    const { name, email, note = null } = input;
    try {
      return await this.transactions.command(call, async (tx) => {
        await this.refuseAccounts(tx, email);
        const referrer: ReferrerEntity = {
          ...{ id: newId(), kind: 'outsider', name, email, note, code: await this.freeCode(tx) },
          ...{ createdAt: this.clock.now(), createdBy: actor.name },
        };
        await tx.insert(ReferrerEntity, referrer);
        await this.history.add(tx, referrer.id, actor, 'added', note);
        const data = { referrerId: referrer.id, name, email };
        await this.outbox.add(tx, referralEvents.outsiderAdded, { aggregateId: referrer.id, actor, data });
        return this.desk.view(tx, referrer);
      });
    } catch (error) {
      throw onConstraint(error, {
        outsider_once: () =>
          conflict('referral.outsider-known', 'Somebody with this e-mail address brings clients already.', {
            rule: 'RC-1',
          }),
      });
    }
  }

  renew(call: Call<typeof renewCode>): Promise<ReferrerView> {
    return this.transactions.command(call, async (tx) => {
      const referrer = await this.own(tx, call.actor, call.input.id);
      return this.save(tx, call.actor, referrer, await this.freeCode(tx));
    });
  }

  withdraw(call: Call<typeof withdrawCode>): Promise<ReferrerView> {
    return this.transactions.command(call, async (tx) => {
      const referrer = await this.own(tx, call.actor, call.input.id);
      return referrer.code ? this.save(tx, call.actor, referrer, null) : this.desk.view(tx, referrer);
    });
  }

  /** Of the caller itself, or of anybody for who decides for the network. */
  private async own(tx: EntityManager, actor: Actor, id: string): Promise<ReferrerEntity> {
    requireRole(actor, ...referring, ...network);
    if (referrerIdOf(actor) === id) return this.referrers.forActor(tx, actor);
    if (referrerIdOf(actor)) throw notYours('referrer');
    return this.referrers.locked(tx, id);
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    referrer: ReferrerEntity,
    code: string | null,
  ): Promise<ReferrerView> {
    await tx.update(ReferrerEntity, { id: referrer.id }, { code });
    await this.history.add(tx, referrer.id, actor, code ? 'code-renewed' : 'code-withdrawn');
    return this.desk.view(tx, { ...referrer, code });
  }

  private async freeCode(tx: EntityManager): Promise<string> {
    const code = newCode((below) => randomInt(below));
    return (await tx.existsBy(ReferrerEntity, { code })) ? this.freeCode(tx) : code;
  }

  private async refuseAccounts(tx: EntityManager, email: string): Promise<void> {
    const accounts = await tx.query<object[]>('select from accounts where lower(email) = $1', [email]);
    if (accounts.length)
      throw conflict('referral.has-account', 'Somebody logs in with this e-mail address, and brings clients so.', {
        rule: 'RC-1',
      });
  }
}
