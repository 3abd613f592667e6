import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { wireMoney } from '#libs/persistence';
import { Clock, dayOf, OnTimer, type Timer, Timers } from '#libs/time';
import { Billing } from '../billing/billing.service.js';
import { InvoiceEntity } from './invoice.entity.js';
import { lockedInvoice } from './invoice-lock.js';
import { payToOf } from './invoice-standing.js';
import { sumsOf } from './invoice-state.rules.js';
import { daysOverdue, nextReminder } from './reminder.rules.js';

const reminderDue = 'payments.invoice-reminder-due';

/**
 * PM-4. One timer for each issued invoice, for its next reminder. Whether anything is open is asked when it fires: a paid
 * invoice reminds nobody, and one that is open again, because money went back, is reminded of again.
 */
@Injectable()
export class InvoiceReminders {
  constructor(
    private readonly billing: Billing,
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Sets the timer for the next day of the policy, if there is one left. */
  async arm(tx: EntityManager, { id, dueOn }: Pick<InvoiceEntity, 'id' | 'dueOn'>): Promise<void> {
    const { reminderDays } = await this.billing.policy(tx);
    const next = dueOn && nextReminder(dueOn, reminderDays, this.clock.now());
    if (next) await this.timers.set(tx, reminderDue, id, next);
  }

  @OnTimer(reminderDue)
  async due({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const invoice = await lockedInvoice(tx, subjectId);
    if (invoice.state === 'void') return;
    if (sumsOf(invoice).open > 0n) await this.remind(tx, invoice);
    await this.arm(tx, invoice);
  }

  private async remind(tx: EntityManager, invoice: InvoiceEntity): Promise<void> {
    const { id, clientId, currency, version } = invoice;
    const dueOn = invoice.dueOn!;
    const reminders = invoice.reminders + 1;
    await tx.update(InvoiceEntity, id, { reminders, version: version + 1 });
    const profile = await this.billing.known(tx, clientId);
    await this.outbox.add(tx, paymentsEvents.invoiceReminded, {
      ...{ aggregateId: id, actor: systemActor },
      data: {
        ...{ invoiceId: id, invoiceNumber: invoice.number!, clientId, dueOn, reminder: reminders },
        email: profile?.email ?? invoice.buyer!.email,
        payTo: payToOf(invoice),
        open: wireMoney(sumsOf(invoice).open, currency),
        daysOverdue: daysOverdue(dueOn, dayOf(this.clock.now(), 'UTC')),
      },
    });
  }
}
