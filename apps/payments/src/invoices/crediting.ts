import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { type NewCreditNote, paymentsEvents } from '#libs/contracts';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { invalidField } from '#libs/errors';
import { add, parseMoney, zero } from '#libs/money';
import { moneyIn, newId, wireMoney } from '#libs/persistence';
import { Clock, dayOf } from '#libs/time';
import { Billing } from '../billing/billing.service.js';
import { creditNoteLegs } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { creditOf, type LineCredit, type PaidPart, freedFrom } from './credit.rules.js';
import { CreditNoteEntity } from './credit-note.entity.js';
import { nextNumber } from './document-numbers.js';
import { InvoiceEntity } from './invoice.entity.js';
import { InvoiceLineEntity } from './invoice-line.entity.js';
import { lockedInvoice, wrongState } from './invoice-lock.js';
import { InvoiceMoney } from './invoice-money.js';
import { type Standing, standingOf } from './invoice-standing.js';
import { stateOf, sumsOf } from './invoice-state.rules.js';

const { creditNoteIssued } = paymentsEvents;

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

  /** Throws conflict `payments.invoice-state`, and what `creditOf` refuses. */
  async credit(
    tx: EntityManager,
    actor: Actor,
    { id, reason, lines: asked }: { id: string } & z.output<typeof NewCreditNote>,
  ): Promise<CreditNoteEntity> {
    const invoice = await lockedInvoice(tx, id);
    if (invoice.state === 'draft' || invoice.state === 'void') throw wrongState(invoice);
    const before = invoice.state;
    const lines = await tx.find(InvoiceLineEntity, { where: { invoiceId: id }, order: { position: 'asc' } });
    const credit = creditOf(
      amountsOf(invoice),
      lines.map(lineAmounts),
      asked?.map((line, n) => minorOf(invoice, line, n)),
    );

    const note = await this.note(tx, actor, invoice, { credit, reason });
    const because = `Credit note ${note.number}: ${reason}`;
    if (credit.freed > 0n) await this.free(tx, actor, invoice, { freed: credit.freed, because });
    await tx.insert(CreditNoteEntity, note);
    for (const { invoiceLineId, minor } of credit.lines)
      await tx.increment(InvoiceLineEntity, { id: invoiceLineId }, 'creditedMinor', minor.toString());
    const unreduced = invoice.state;
    await this.reduce(tx, invoice, credit);
    if (invoice.state !== unreduced) await this.history.add(tx, id, actor, invoice.state, because);

    const standing = await standingOf(tx, invoice);
    await this.announce(tx, actor, { invoice, note, lines, standing });
    if (invoice.state === 'paid' && before !== 'paid') await this.money.tellPaid(tx, actor, id, standing);
    const [net, tax] = [moneyIn(note.netMinor, note.currency), moneyIn(note.taxMinor, note.currency)];
    const legs = creditNoteLegs({ clientId: invoice.clientId, net, tax });
    await this.ledger.post(tx, actor, [{ kind: 'credit-note', reference: note.id, legs }]);
    return note;
  }

  private async note(
    tx: EntityManager,
    actor: Actor,
    { id: invoiceId, clientId, currency }: InvoiceEntity,
    { credit, reason }: { credit: ReturnType<typeof creditOf>; reason: string },
  ): Promise<CreditNoteEntity> {
    const issuedAt = this.clock.now();
    const issuedOn = dayOf(issuedAt, 'UTC');
    const { creditNotePrefix: prefix } = await this.billing.policy(tx);
    const lines = credit.lines.map(({ invoiceLineId, minor }) => ({ invoiceLineId, minor: minor.toString() }));
    return {
      ...{ id: newId(), ...(await nextNumber(tx, { series: 'credit-note', prefix, issuedOn })) },
      ...{ invoiceId, clientId, currency, lines, reason, issuedOn, issuedAt, issuedBy: actor.name },
      ...{ netMinor: credit.net.toString(), taxMinor: credit.tax.toString(), freedMinor: credit.freed.toString() },
    };
  }

  /** What was paid above what is left goes back to its payments, the latest first: it is the client's again. */
  private async free(
    tx: EntityManager,
    actor: Actor,
    invoice: InvoiceEntity,
    { freed, because }: { freed: bigint; because: string },
  ): Promise<void> {
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
    for (const { paymentId, minor } of back) {
      const payment = payments.find(({ id }) => id === paymentId)!;
      await this.money.free(tx, actor, { invoice, payment, minor, because });
    }
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
    about: { invoice: InvoiceEntity; note: CreditNoteEntity; lines: InvoiceLineEntity[]; standing: Standing },
  ): Promise<void> {
    const { invoice, note, lines, standing } = about;
    const { currency, number, reason, issuedOn } = note;
    const money = (minor: bigint | string) => wireMoney(minor, currency);
    const profile = await this.billing.known(tx, invoice.clientId);
    await this.outbox.add(tx, creditNoteIssued, {
      ...{ aggregateId: invoice.id, actor },
      data: {
        ...{ invoiceId: invoice.id, standing, creditNoteId: note.id },
        ...{ creditNoteNumber: number, reason, issuedOn, net: money(note.netMinor) },
        total: money(BigInt(note.netMinor) + BigInt(note.taxMinor)),
        ...{ open: money(sumsOf(invoice).open), freed: money(note.freedMinor) },
        parts: partsOf(note, lines),
        email: profile?.email ?? invoice.buyer!.email,
      },
    });
  }
}

const amountsOf = (invoice: InvoiceEntity) => ({
  ...{ netMinor: BigInt(invoice.netMinor), taxMinor: BigInt(invoice.taxMinor), taxRate: invoice.taxRate },
  ...{ creditedNetMinor: BigInt(invoice.creditedNetMinor), creditedTaxMinor: BigInt(invoice.creditedTaxMinor) },
  paidMinor: BigInt(invoice.paidMinor),
});
const lineAmounts = ({ id, netMinor, creditedMinor }: InvoiceLineEntity) => ({
  ...{ id, netMinor: BigInt(netMinor), creditedMinor: BigInt(creditedMinor) },
});

function minorOf(
  { currency }: InvoiceEntity,
  { invoiceLineId, net }: NonNullable<z.output<typeof NewCreditNote>['lines']>[number],
  n: number,
): LineCredit {
  if (net.currency !== currency) {
    throw invalidField('payments.other-currency', `lines.${n}.net`, `must be in ${currency}`, 'PM-4');
  }
  return { invoiceLineId, minor: parseMoney(net).minor };
}

/** By placement, as the invoice's own parts are. */
function partsOf({ lines: credited, currency }: CreditNoteEntity, lines: readonly InvoiceLineEntity[]) {
  const ofLine = new Map(lines.map((line) => [line.id, line]));
  const groups = Map.groupBy(credited, ({ invoiceLineId }) => ofLine.get(invoiceLineId)!.placementId);
  return [...groups].map(([placementId, parts]) => {
    const net = parts.reduce((sum, { minor }) => add(sum, moneyIn(minor, currency)), zero(currency));
    const { expertId } = ofLine.get(parts[0]!.invoiceLineId)!;
    return { placementId, expertId, net: wireMoney(net.minor, currency) };
  });
}
