import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { paymentsEvents, referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { dayOf } from '#libs/time';
import { RevenueTallies } from './revenue-tallies.js';

const { invoiceIssued, creditNoteIssued } = paymentsEvents;
const { commissionEarned, commissionTakenBack } = referralEvents;

/** RC-7. Learns what is invoiced, what of it experts get, and what referrers get: each once, in whatever order. */
@Injectable()
export class RevenueConsumer {
  constructor(private readonly tallies: RevenueTallies) {}

  @OnEvent(invoiceIssued)
  issued({ data }: EventOf<typeof invoiceIssued>, tx: EntityManager): Promise<void> {
    const { invoiceId, standing, issuedOn, costs } = data;
    return this.tallies.count(tx, {
      ...{ id: invoiceId, kind: 'invoice', clientId: standing.clientId, day: issuedOn },
      ...{ revenue: standing.net, pay: costs.map(({ pay }) => pay) },
    });
  }

  /** Less in its own month, not in the invoice's; experts keep what they got, which counts once where it is billed again. */
  @OnEvent(creditNoteIssued)
  credited({ data }: EventOf<typeof creditNoteIssued>, tx: EntityManager): Promise<void> {
    const { creditNoteId, standing, issuedOn, net, costs = [] } = data;
    return this.tallies.count(tx, {
      ...{ id: creditNoteId, kind: 'credit-note', clientId: standing.clientId, day: issuedOn },
      ...{ revenue: net, pay: costs.map(({ pay }) => pay), sign: -1n },
    });
  }

  @OnEvent(commissionEarned)
  earned({ data }: EventOf<typeof commissionEarned>, tx: EntityManager): Promise<void> {
    const { commissionId, clientId, earnedAt, amount } = data;
    return this.tallies.count(tx, {
      ...{ id: commissionId, kind: 'commission', clientId, day: dayOf(new Date(earnedAt), 'UTC') },
      commission: amount,
    });
  }

  @OnEvent(commissionTakenBack)
  takenBack({ data }: EventOf<typeof commissionTakenBack>, tx: EntityManager): Promise<void> {
    const { takenBackId, clientId, at, amount } = data;
    return this.tallies.count(tx, {
      ...{ id: takenBackId, kind: 'commission-taken-back', clientId, day: dayOf(new Date(at), 'UTC') },
      ...{ commission: amount, sign: -1n },
    });
  }
}
