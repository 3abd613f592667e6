import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { paymentsEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Reviews } from '../leads/reviews.service.js';
import { sharersOf } from './bank-accounts.js';
import { aboutSharedAccount, type Concerned, isConcerned } from './suspicion.rules.js';

const { bankAccountNamed, moneyReceived } = paymentsEvents;

/**
 * RC-1. Bank accounts become known long after a lead was accepted: then it is looked at again, and its commission waits.
 * Every payment asks, so that it doesn't matter whether the lead was won or the account was known first.
 */
@Injectable()
export class SharedAccountsConsumer {
  constructor(private readonly reviews: Reviews) {}

  @OnEvent(bankAccountNamed)
  async named({ data }: EventOf<typeof bankAccountNamed>, tx: EntityManager): Promise<void> {
    await this.look(tx, data.bankAccountId);
  }

  @OnEvent(moneyReceived)
  async received({ data }: EventOf<typeof moneyReceived>, tx: EntityManager): Promise<void> {
    if (data.payerAccountId) await this.look(tx, data.payerAccountId);
  }

  private async look(tx: EntityManager, bankAccountId: string): Promise<void> {
    const shared = await sharersOf(tx, bankAccountId);
    if (!shared.length) return;
    const leads = await tx.query<(Concerned & { id: string })[]>(
      `select id, referrer_id as "referrerId", client_id as "clientId" from leads
       where referrer_id = any($1) and state in ('new', 'introduced', 'presented', 'planning', 'won')
       order by id for update`,
      [shared.map(({ ownerId }) => ownerId)],
    );
    for (const lead of leads) {
      const found = shared.filter((each) => isConcerned(lead, each));
      for (const each of found) await this.reviews.open(tx, lead.id, aboutSharedAccount(each));
    }
  }
}
