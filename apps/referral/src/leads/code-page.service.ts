import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import type { RegisteredLead, registerByCode } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { ReferrerEntity } from '../referrers/referrer.entity.js';
import { Registration } from './registration.js';

/** RC-1. What the page of a code asks: as the network itself, since who fills it in has no account. */
@Injectable()
export class CodePageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly registration: Registration,
  ) {}

  async open(actor: Actor, code: string): Promise<{ referrerName: string }> {
    requireRole(actor);
    const { name } = await this.byCode(this.dataSource.manager, code);
    return { referrerName: name };
  }

  /** Refuses as `referral.register-lead` does; 404 `access.no-such-referral-code` for one that is not in force. */
  register(call: Call<typeof registerByCode>): Promise<z.output<typeof RegisteredLead>> {
    requireRole(call.actor);
    const { code, lead } = call.input;
    const { filledInBy, ...named } = lead;
    return this.transactions.command(call, async (tx) => {
      const referrer = await this.byCode(tx, code, true);
      return this.registration.register(tx, call.actor, referrer, named, filledInBy);
    });
  }

  /** Locked, it can't be withdrawn meanwhile. */
  private async byCode(on: EntityManager, code: string, forUpdate = false): Promise<ReferrerEntity> {
    const lock = forUpdate ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const referrer = await on.findOne(ReferrerEntity, { where: { code }, ...lock });
    if (!referrer) throw notYours('referral-code');
    return referrer;
  }
}
