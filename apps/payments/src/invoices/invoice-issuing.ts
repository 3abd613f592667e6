import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { moneyIn, wireMoney } from '#libs/persistence';
import { addDays, Clock } from '#libs/time';
import { Billing, partyOf } from '../billing/billing.service.js';
import { sellerDay } from '../billing/seller-day.js';
import { invoiceLegs } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { creditorReference } from './creditor-reference.rules.js';
import { nextNumber } from './document-numbers.js';
import { InvoiceEntity } from './invoice.entity.js';
import { lockedDraft } from './invoice-lock.js';
import { costsOf } from './invoice-parts.js';
import { InvoiceReminders } from './invoice-reminders.js';
import { payToOf, standingOf } from './invoice-standing.js';
import { sumsOf } from './invoice-state.rules.js';
import { taxedAt } from './tax.rules.js';

/** PM-4. A draft becomes an invoice: what it says afterwards stays. */
@Injectable()
export class InvoiceIssuing {
  constructor(
    private readonly billing: Billing,
    private readonly reminders: InvoiceReminders,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Throws conflict `payments.invoice-state`, `payments.no-billing-profile`, `payments.no-seller`, 412 `request.stale`. */
  async issue(tx: EntityManager, actor: Actor, of: { id: string; version: number }): Promise<InvoiceEntity> {
    const invoice = await lockedDraft(tx, of);
    const { id } = invoice;
    const issued = Object.assign(invoice, await this.said(tx, invoice));
    await tx.update(InvoiceEntity, id, issued);
    await this.history.add(tx, id, actor, 'issued');
    await this.reminders.arm(tx, issued);
    await this.announce(tx, actor, issued);
    const legs = invoiceLegs({ clientId: issued.clientId, tax: moneyIn(issued.taxMinor, issued.currency) });
    if (legs.length) await this.ledger.post(tx, actor, [{ kind: 'invoice-issued', reference: id, legs }]);
    return issued;
  }

  private async said(tx: EntityManager, invoice: InvoiceEntity): Promise<Partial<InvoiceEntity>> {
    const profile = await this.billing.known(tx, invoice.clientId);
    if (!profile) throw noBillingProfile();
    const { seller, invoicePrefix: prefix } = await this.billing.policy(tx);
    if (!seller) throw noSeller();
    const issuedOn = await sellerDay(tx, this.clock.now());
    const numbered = await nextNumber(tx, { series: 'invoice', prefix, issuedOn });
    return {
      ...numbered,
      ...{ reference: creditorReference(numbered.number), state: 'issued', issuedOn },
      ...taxedAt(invoice, profile.taxRateBasisPoints),
      ...{ dueOn: addDays(issuedOn, profile.paymentTermDays), buyer: partyOf(profile), seller },
      purchaseOrder: invoice.purchaseOrder ?? profile.purchaseOrder,
      ...{ movements: invoice.movements + 1, version: invoice.version + 1 },
    };
  }

  private async announce(tx: EntityManager, actor: Actor, invoice: InvoiceEntity): Promise<void> {
    const { id, currency, issuedOn, dueOn, buyer } = invoice;
    await this.outbox.add(tx, paymentsEvents.invoiceIssued, {
      ...{ aggregateId: id, actor },
      data: {
        ...{ invoiceId: id, standing: await standingOf(tx, invoice) },
        ...{ issuedOn: issuedOn!, dueOn: dueOn!, email: buyer!.email, payTo: payToOf(invoice) },
        open: wireMoney(sumsOf(invoice).open, currency),
        costs: await costsOf(tx, invoice),
      },
    });
  }
}

const noBillingProfile = () =>
  conflict('payments.no-billing-profile', 'Enter the billing profile of the client first.', { rule: 'PM-4' });
const noSeller = () => conflict('payments.no-seller', 'Enter who sells in the invoice policy first.', { rule: 'PM-4' });
