import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { wireMoney } from '#libs/persistence';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { Billing } from '../billing/billing.service.js';
import { sellerDay } from '../billing/seller-day.js';
import { InvoiceEntity } from './invoice.entity.js';
import { lockedInvoice } from './invoice-lock.js';
import { payToOf } from './invoice-standing.js';
import { sumsOf } from './invoice-state.rules.js';
import { covers, daysOverdue, nextReminder } from './reminder.rules.js';

const reminderDue = 'payments.invoice-reminder-due';

/**
 * PM-4. One timer for each issued invoice, for its next reminder. Whether anything is open is asked when it fires: a paid
 * invoice reminds nobody, and one that is open again, because money went back, is reminded of again. Where the client's
 * credit only waits to be allocated, the network is told instead.
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
    const { reminderDays, timeZone } = await this.billing.policy(tx);
    const next = dueOn && nextReminder(dueOn, reminderDays, { timeZone, after: this.clock.now() });
    if (next) await this.timers.set(tx, reminderDue, id, next);
  }

  @OnTimer(reminderDue)
  async due({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const invoice = await lockedInvoice(tx, subjectId);
    if (invoice.state === 'void') return;
    if (sumsOf(invoice).open > 0n) await this.tell(tx, invoice);
    await this.arm(tx, invoice);
  }

  private async tell(tx: EntityManager, invoice: InvoiceEntity): Promise<void> {
    const { id, clientId, currency } = invoice;
    const { credit, openSoFar } = await unallocatedAndOpen(tx, invoice);
    if (!covers(credit, openSoFar)) return this.remind(tx, invoice, credit);
    const [open, dueOn] = [wireMoney(sumsOf(invoice).open, currency), invoice.dueOn!];
    const data = { invoiceId: id, invoiceNumber: invoice.number!, clientId, open, dueOn };
    await this.outbox.add(tx, paymentsEvents.creditUnallocated, {
      ...{ aggregateId: id, actor: systemActor, data: { ...data, credit: wireMoney(credit, currency) } },
    });
  }

  private async remind(tx: EntityManager, invoice: InvoiceEntity, credit: bigint): Promise<void> {
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
        ...(credit > 0n && { credit: wireMoney(credit, currency) }),
        daysOverdue: daysOverdue(dueOn, await sellerDay(tx, this.clock.now())),
      },
    });
  }
}

/** What its client has on no invoice, and what is open of all that it owes until then; of one currency. */
async function unallocatedAndOpen(
  tx: EntityManager,
  { clientId, currency, dueOn }: InvoiceEntity,
): Promise<{ credit: bigint; openSoFar: bigint }> {
  const [sums] = await tx.query<{ credit: string; open: string }[]>(
    `select
       (select coalesce(sum(amount_minor - allocated_minor - refunded_minor), 0) from client_payments
        where client_id = $1 and currency = $2 and state in ('unallocated', 'partly-allocated')) as credit,
       (select coalesce(sum(open_of(invoices)), 0) from invoices
        where client_id = $1 and currency = $2 and state in ('issued', 'partly-paid') and due_on <= $3) as open`,
    [clientId, currency, dueOn],
  );
  return { credit: BigInt(sums!.credit), openSoFar: BigInt(sums!.open) };
}
