import { conflict, invalid, invalidField } from '#libs/errors';
import { takeInTurn } from '#libs/money';
import { taxOf } from './tax.rules.js';

interface InvoiceBefore {
  netMinor: bigint;
  taxMinor: bigint;
  taxRate: number;
  creditedNetMinor: bigint;
  creditedTaxMinor: bigint;
  paidMinor: bigint;
}
interface LineBefore {
  id: string;
  netMinor: bigint;
  creditedMinor: bigint;
}
export interface LineCredit {
  invoiceLineId: string;
  minor: bigint;
}
interface Credit {
  lines: LineCredit[];
  net: bigint;
  tax: bigint;
  /** Of what was paid: it is the client's again. */
  freed: bigint;
}

/**
 * PM-4. What a credit note takes off: the lines asked for, or all that is left. Its tax is what all credited so far is
 * taxed, less what was credited of the tax before, so that parts sum to the whole: of 0.50 with 19 % (0.10 of tax), half
 * credits 0.05 (0.0475), and the other half 0.05. It frees what was paid above what is then left: of 119.00 that are paid,
 * a credit of 11.90 frees 11.90.
 */
export function creditOf(invoice: InvoiceBefore, lines: readonly LineBefore[], asked?: readonly LineCredit[]): Credit {
  const credited = asked ? checked(lines, asked) : allLeft(lines);
  const net = credited.reduce((sum, { minor }) => sum + minor, 0n);
  const netAfter = invoice.creditedNetMinor + net;
  if (net <= 0n) throw nothingLeft();
  if (netAfter > invoice.netMinor) throw tooMuch();
  const taxAfter = taxOf(netAfter, invoice.taxRate);
  const left = invoice.netMinor + invoice.taxMinor - netAfter - taxAfter;
  return {
    ...{ lines: credited, net, tax: taxAfter - invoice.creditedTaxMinor },
    freed: invoice.paidMinor > left ? invoice.paidMinor - left : 0n,
  };
}

/**
 * PM-4. Billed again is what a credit note takes off as a whole: of 100.00 of which 10.00 were credited before, or of the
 * lines named, nobody could tell which hours are to be billed again. Throws 422 `payments.not-the-whole`.
 */
export function checkBillAgain({ creditedNetMinor }: Pick<InvoiceBefore, 'creditedNetMinor'>, asked?: unknown): void {
  if (!asked && creditedNetMinor === 0n) return;
  const message = 'needs a credit note of the whole invoice, and none before it';
  throw invalidField('payments.not-the-whole', 'billAgain', message, 'PM-4');
}

/** What waits for a client on no invoice. */
export interface WaitingCredit {
  minor: bigint;
  placementIds: ReadonlySet<string>;
  settlementIds: string[];
}

/**
 * PM-4. Corrections that sum to less than nothing are taken off an earlier invoice: off the lines of their own placements
 * first. Of -30.00 for a placement whose line has 20.00 left: 20.00 of that line and 10.00 of another. Throws conflict
 * `payments.nothing-waits`, 422 `payments.waiting-alone`, `payments.credit-too-much`.
 */
export function creditOfWaiting(
  lines: readonly (LineBefore & { placementId: string })[],
  { minor, placementIds }: WaitingCredit,
  others: { asked?: unknown; billAgain: boolean },
): LineCredit[] {
  if (others.asked || others.billAgain)
    throw invalidField('payments.waiting-alone', 'waiting', 'goes without lines and without billAgain', 'PM-4');
  if (minor >= 0n)
    throw conflict('payments.nothing-waits', 'Nothing waits below zero for this client.', { rule: 'PM-4' });
  const [own, rest] = [true, false].map((its) => lines.filter((line) => placementIds.has(line.placementId) === its));
  const taken = takeInTurn(-minor, [...own!, ...rest!], ({ netMinor, creditedMinor }) => netMinor - creditedMinor);
  if (taken.reduce((sum, [, part]) => sum + part, 0n) < -minor) throw tooMuch('waiting');
  return taken.map(([{ id }, part]) => ({ invoiceLineId: id, minor: part }));
}

const allLeft = (lines: readonly LineBefore[]): LineCredit[] =>
  lines
    .map(({ id, netMinor, creditedMinor }) => ({ invoiceLineId: id, minor: netMinor - creditedMinor }))
    .filter(({ minor }) => minor !== 0n);

function checked(lines: readonly LineBefore[], asked: readonly LineCredit[]): LineCredit[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  return asked.map(({ invoiceLineId, minor }, n) => {
    const line = byId.get(invoiceLineId);
    // Named twice, the second time it is none of those left.
    byId.delete(invoiceLineId);
    if (!line) throw notItsLine(`lines.${n}.invoiceLineId`);
    if (minor <= 0n)
      throw invalidField('payments.amount-not-positive', `lines.${n}.net`, 'must be more than zero', 'PM-4');
    if (minor > line.netMinor - line.creditedMinor) throw tooMuch(`lines.${n}.net`);
    return { invoiceLineId, minor };
  });
}

const notItsLine = (field: string) =>
  invalidField('payments.not-its-line', field, 'must be a line of this invoice, once', 'PM-4');

const nothingLeft = () =>
  conflict('payments.nothing-to-credit', 'Nothing of the invoice is left to credit.', { rule: 'PM-4' });

const tooMuch = (field = 'lines') =>
  invalid('payments.credit-too-much', 'More than is left can’t be credited.', {
    rule: 'PM-4',
    errors: [{ field, message: 'must not be more than what is left' }],
  });

/** What was allocated to an invoice, by payment, the latest first. */
export interface PaidPart {
  paymentId: string;
  minor: bigint;
}

/** PM-4. Which payments the freed money goes back to: the latest first. 30.00 of 20.00 (late) and 50.00: 20.00 and 10.00. */
export const freedFrom = (paid: readonly PaidPart[], freed: bigint): PaidPart[] =>
  takeInTurn(freed, paid, ({ minor }) => minor).map(([{ paymentId }, minor]) => ({ paymentId, minor }));
