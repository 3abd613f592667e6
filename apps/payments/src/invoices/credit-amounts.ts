import type { z } from 'zod';
import type { NewCreditNote } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { parseMoney } from '#libs/money';
import type { LineCredit } from './credit.rules.js';
import type { InvoiceEntity } from './invoice.entity.js';
import type { InvoiceLineEntity } from './invoice-line.entity.js';

export const amountsOf = (invoice: InvoiceEntity) => ({
  ...{ netMinor: BigInt(invoice.netMinor), taxMinor: BigInt(invoice.taxMinor), taxRate: invoice.taxRate },
  ...{ creditedNetMinor: BigInt(invoice.creditedNetMinor), creditedTaxMinor: BigInt(invoice.creditedTaxMinor) },
  paidMinor: BigInt(invoice.paidMinor),
});
export const lineAmounts = ({ id, placementId, netMinor, creditedMinor }: InvoiceLineEntity) => ({
  ...{ id, placementId, netMinor: BigInt(netMinor), creditedMinor: BigInt(creditedMinor) },
});

export function minorOf(
  { currency }: InvoiceEntity,
  { invoiceLineId, net }: NonNullable<z.output<typeof NewCreditNote>['lines']>[number],
  n: number,
): LineCredit {
  const field = `lines.${n}.net`;
  if (net.currency !== currency) {
    throw invalidField('payments.other-currency', field, `must be in ${currency}`, 'PM-4');
  }
  return { invoiceLineId, minor: parseMoney(net, field).minor };
}
