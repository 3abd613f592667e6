import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { payerOf, sharersOf } from '../suspicions/bank-accounts.js';
import { aboutSharedAccount, isConcerned } from '../suspicions/suspicion.rules.js';
import { LeadEntity } from './lead.entity.js';
import { Reviews } from './reviews.service.js';
import { SuspicionDesk } from './suspicion-desk.js';

const { bankAccountNamed, moneyReceived, moneyTakenOff } = paymentsEvents;

/**
 * RC-1. Bank accounts become known long after a lead was registered: then it is looked at again, and waits, or its
 * commission does. Every payment asks, so that it doesn't matter whether the lead was won or the account was known first;
 * a suspicion goes with the money by which it was found.
 */
@Injectable()
export class SharedAccountsConsumer {
  constructor(
    private readonly suspicions: SuspicionDesk,
    private readonly reviews: Reviews,
  ) {}

  @OnEvent(bankAccountNamed)
  async named({ data }: EventOf<typeof bankAccountNamed>, tx: EntityManager): Promise<void> {
    await this.look(tx, data.bankAccountId);
  }

  @OnEvent(moneyReceived, moneyTakenOff)
  async moved({ data }: EventOf<typeof moneyReceived | typeof moneyTakenOff>, tx: EntityManager): Promise<void> {
    const { clientId } = data.standing;
    const payer = await payerOf(tx, data.paymentId, clientId);
    if (payer?.isTheirs) await this.look(tx, payer.bankAccountId);
    else if (payer) await this.reviews.withdraw(tx, clientId);
  }

  private async look(tx: EntityManager, bankAccountId: string): Promise<void> {
    const shared = await sharersOf(tx, bankAccountId);
    if (!shared.length) return;
    const leads = await tx.find(LeadEntity, {
      where: { referrerId: In(shared.map(({ ownerId }) => ownerId)), state: Not(In(['lost', 'refused'])) },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const lead of leads) {
      const found = shared.filter((each) => isConcerned(lead, each)).map(aboutSharedAccount);
      await this.suspicions.open(tx, systemActor, lead, found);
    }
  }
}
