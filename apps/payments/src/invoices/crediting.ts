import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type NewCreditNote, paymentsEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { zero } from '#libs/money';
import { moneyIn, newId, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Billing } from '../billing/billing.service.js';
import { sellerDay } from '../billing/seller-day.js';
import { billAgainLegs, creditNoteLegs } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { amountsOf, lineAmounts, minorOf } from './credit-amounts.js';
import { checkBillAgain, creditOf, creditOfWaiting, type PaidPart, freedFrom } from './credit.rules.js';
import { CreditNoteEntity } from './credit-note.entity.js';
import { nextNumber } from './document-numbers.js';
import { InvoiceEntity } from './invoice.entity.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { lockedInvoice, wrongState } from './invoice-lock.js';
import { InvoiceMoney } from './invoice-money.js';
import { costsOf, costsOfWaiting, partsOf } from './invoice-parts.js';
import { type Standing, standingOf } from './invoice-standing.js';
import { stateOf, sumsOf } from './invoice-state.rules.js';
import { takeUp, waitingCredit } from './waiting-credit.js';

const { creditNoteIssued } = paymentsEvents;
type Freed = Awaited<ReturnType<InvoiceMoney['free']>>;

/** PM-4. The only way an issued invoice becomes less, or void. */
@Injectable()
export class Crediting {
  constructor(
    private readonly billing: Billing,
    private readonly money: InvoiceMoney,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Throws conflict `payments.invoice-state`, and what `creditOf`, `checkBillAgain` and `creditOfWaiting` refuse. */
  async credit(
    tx: EntityManager,
    actor: Actor,
    { id, reason, lines: asked, billAgain = false, waiting = false }: { id: string } & z.output<typeof NewCreditNote>,
  ): Promise<CreditNoteEntity> {
    const invoice = await lockedInvoice(tx, id);
    if (invoice.state === 'draft' || invoice.state === 'void') throw wrongState(invoice);
    if (billAgain) checkBillAgain(amountsOf(invoice), asked);
    // In the order of whoever takes up what waits: the settlements, then the number, then payments.
    if (billAgain && !waiting) await tx.query('lock table invoiced_settlements in row exclusive mode');
    const before = invoice.state;
    const lines = await tx.find(InvoiceLineEntity, { where: { invoiceId: id }, order: { position: 'asc' } });
    const taken = waiting ? await waitingCredit(tx, invoice) : undefined;
    const credit = creditOf(
      amountsOf(invoice),
      lines.map(lineAmounts),
      taken
        ? creditOfWaiting(lines.map(lineAmounts), taken, { asked, billAgain })
        : asked?.map((line, n) => minorOf(invoice, line, n)),
    );

    const note = await this.note(tx, actor, invoice, { credit, reason, billAgain, waiting });
    const because = `Credit note ${note.number}: ${reason}${billAgain ? '. To be billed again.' : ''}`;
    await tx.insert(CreditNoteEntity, note);
    if (billAgain) await this.release(tx, actor, invoice, { note, because });
    if (taken) await takeUp(tx, taken, note);
    const freed = await this.free(tx, actor, invoice, { freed: credit.freed, because });
    for (const { invoiceLineId, minor } of credit.lines)
      await tx.increment(InvoiceLineEntity, { id: invoiceLineId }, 'creditedMinor', minor.toString());
    const unreduced = invoice.state;
    await this.reduce(tx, invoice, credit);
    if (invoice.state !== unreduced) await this.history.add(tx, id, actor, invoice.state, because);

    const standing = await standingOf(tx, invoice);
    await this.announce(tx, actor, { invoice, note, lines, standing, freed });
    if (invoice.state === 'paid' && before !== 'paid') await this.money.tellPaid(tx, actor, id, standing);
    const [net, tax] = [moneyIn(note.netMinor, note.currency), moneyIn(note.taxMinor, note.currency)];
    const { clientId } = invoice;
    // What waited took its net off when it was settled.
    const legs = creditNoteLegs({ clientId, net: waiting ? zero(net.currency) : net, tax });
    await this.ledger.post(tx, actor, [
      ...(legs.length ? [{ kind: 'credit-note', reference: note.id, legs }] : []),
      ...(billAgain ? [{ kind: 'bill-again', reference: note.id, legs: billAgainLegs({ clientId, net }) }] : []),
    ]);
    return note;
  }

  private async note(
    tx: EntityManager,
    actor: Actor,
    { id: invoiceId, clientId, currency }: InvoiceEntity,
    {
      credit,
      ...said
    }: { credit: ReturnType<typeof creditOf> } & Pick<CreditNoteEntity, 'reason' | 'billAgain' | 'waiting'>,
  ): Promise<CreditNoteEntity> {
    const issuedAt = this.clock.now();
    const issuedOn = await sellerDay(tx, issuedAt);
    const { creditNotePrefix: prefix } = await this.billing.policy(tx);
    const lines = credit.lines.map(({ invoiceLineId, minor }) => ({ invoiceLineId, minor: minor.toString() }));
    return {
      ...{ id: newId(), ...(await nextNumber(tx, { series: 'credit-note', prefix, issuedOn })) },
      ...{ invoiceId, clientId, currency, lines, ...said, issuedOn, issuedAt, issuedBy: actor.name },
      ...{ netMinor: credit.net.toString(), taxMinor: credit.tax.toString(), freedMinor: credit.freed.toString() },
    };
  }

  /** What was paid above what is left goes back to its payments, the latest first: it is the client's again. */
  private async free(
    tx: EntityManager,
    actor: Actor,
    invoice: InvoiceEntity,
    { freed, because }: { freed: bigint; because: string },
  ): Promise<Freed[]> {
    if (freed === 0n) return [];
    const paid = await tx.query<{ paymentId: string; minor: string }[]>(
      `select payment_id as "paymentId", sum(amount_minor) as minor from allocations where invoice_id = $1
       group by payment_id having sum(amount_minor) > 0
       order by max(at) filter (where amount_minor > 0) desc, max(id::text) desc`,
      [invoice.id],
    );
    const parts: PaidPart[] = paid.map(({ paymentId, minor }) => ({ paymentId, minor: BigInt(minor) }));
    const back = freedFrom(parts, freed);
    const payments = await this.money.lockPayments(
      tx,
      back.map(({ paymentId }) => paymentId),
    );
    const all: Freed[] = [];
    for (const { paymentId, minor } of back) {
      const payment = payments.find(({ id }) => id === paymentId)!;
      all.push(await this.money.free(tx, actor, { invoice, payment, minor, because }));
    }
    return all;
  }

  /** Its settlements wait for the next draft; the lines stay on the invoice, for what it said. */
  private async release(
    tx: EntityManager,
    actor: Actor,
    { id, number }: InvoiceEntity,
    { note, because }: { note: CreditNoteEntity; because: string },
  ): Promise<void> {
    await tx.update(InvoiceLineEntity, { invoiceId: id }, { releasedBy: note.id });
    const [released] = await tx.query<[{ settlementId: string }[], number]>(
      'delete from invoiced_settlements where invoice_id = $1 returning settlement_id as "settlementId"',
      [id],
    );
    for (const { settlementId } of released)
      await this.history.add(tx, settlementId, actor, 'to-bill-again', `${number}. ${because}`);
  }

  private async reduce(
    tx: EntityManager,
    invoice: InvoiceEntity,
    { net, tax }: ReturnType<typeof creditOf>,
  ): Promise<void> {
    const creditedNetMinor = (BigInt(invoice.creditedNetMinor) + net).toString();
    const creditedTaxMinor = (BigInt(invoice.creditedTaxMinor) + tax).toString();
    const state = stateOf(sumsOf({ ...invoice, creditedNetMinor, creditedTaxMinor }));
    const [movements, version] = [invoice.movements + 1, invoice.version + 1];
    const changed = { creditedNetMinor, creditedTaxMinor, state, movements, version };
    await tx.update(InvoiceEntity, invoice.id, changed);
    Object.assign(invoice, changed);
  }

  private async announce(
    tx: EntityManager,
    actor: Actor,
    about: {
      invoice: InvoiceEntity;
      note: CreditNoteEntity;
      lines: InvoiceLineEntity[];
      standing: Standing;
      freed: Freed[];
    },
  ): Promise<void> {
    const { invoice, note, lines, standing, freed } = about;
    const { currency, number, reason, issuedOn } = note;
    const money = (minor: bigint | string) => wireMoney(minor, currency);
    const profile = await this.billing.known(tx, invoice.clientId);
    await this.outbox.add(tx, creditNoteIssued, {
      ...{ aggregateId: invoice.id, actor },
      data: {
        ...{ invoiceId: invoice.id, standing, creditNoteId: note.id },
        ...{ creditNoteNumber: number, reason, issuedOn, net: money(note.netMinor) },
        total: money(BigInt(note.netMinor) + BigInt(note.taxMinor)),
        ...{ open: money(sumsOf(invoice).open), freed: money(note.freedMinor), freedFrom: freed },
        parts: partsOf(note, lines),
        billAgain: note.billAgain,
        ...(note.billAgain && { costs: await costsOf(tx, invoice) }),
        ...(note.waiting && { costs: await costsOfWaiting(tx, note) }),
        email: profile?.email ?? invoice.buyer!.email,
      },
    });
  }
}
