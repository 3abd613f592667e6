import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { paymentsEvents, placementEvents, referralEvents } from '#libs/contracts';
import { because, type EventOf, OnEvent } from '#libs/messaging';
import { CommissionPosting } from './commission-posting.js';

const { invoiceIssued, moneyReceived, moneyTakenOff, creditNoteIssued } = paymentsEvents;
const { leadWon, leadRefused } = referralEvents;
const { placementActivated } = placementEvents;

/**
 * What commission comes from: money on invoices, the terms of placements, and the outcome of leads. Twice, late or crossed,
 * the sums are the same.
 */
@Injectable()
export class InvoicesConsumer {
  constructor(private readonly posting: CommissionPosting) {}

  @OnEvent(invoiceIssued)
  async issued({ data }: EventOf<typeof invoiceIssued>, tx: EntityManager): Promise<void> {
    await this.posting.know(tx, data.invoiceId, data.standing);
  }

  @OnEvent(moneyReceived)
  async received(event: EventOf<typeof moneyReceived>, tx: EntityManager): Promise<void> {
    const { invoiceId, movementId, paymentId, bankReference, at, standing } = event.data;
    await this.posting.heard(tx, because(event), invoiceId, {
      ...{ kind: 'received', movementId, paymentId, bankReference, at: new Date(at), standing },
    });
  }

  @OnEvent(moneyTakenOff)
  async takenOff(event: EventOf<typeof moneyTakenOff>, tx: EntityManager): Promise<void> {
    const { invoiceId, movementId, paymentId, why, at, standing } = event.data;
    await this.posting.heard(tx, because(event), invoiceId, {
      ...{ kind: why, movementId, paymentId, bankReference: null, at: new Date(at), standing },
    });
  }

  @OnEvent(creditNoteIssued)
  async credited(event: EventOf<typeof creditNoteIssued>, tx: EntityManager): Promise<void> {
    const { invoiceId, creditNoteId, standing } = event.data;
    await this.posting.heard(tx, because(event), invoiceId, {
      ...{ kind: 'credit-note', movementId: creditNoteId, paymentId: null, bankReference: null },
      ...{ at: event.time, standing },
    });
  }

  @OnEvent(placementActivated)
  async activated(event: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    const { placementId, clientId, terms } = event.data;
    if (terms.commissionOnOwnHours) await this.posting.ownHoursPay(tx, because(event), placementId, clientId);
  }

  @OnEvent(leadWon)
  async won(event: EventOf<typeof leadWon>, tx: EntityManager): Promise<void> {
    await this.posting.leadDecided(tx, because(event), event.data.leadId);
  }

  @OnEvent(leadRefused)
  async refused(event: EventOf<typeof leadRefused>, tx: EntityManager): Promise<void> {
    await this.posting.leadDecided(tx, because(event), event.data.leadId);
  }
}
