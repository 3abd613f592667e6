import { z } from 'zod';
import { Id, Money } from '../shapes.js';

/** What a placement has on an invoice, less its credit notes. */
export const InvoicePart = z.object({ placementId: Id, expertId: Id, net: Money });

/**
 * An invoice as it stands after what is told, in sums since it was issued: of two, the one with the higher `number` holds
 * all that the other does.
 */
export const InvoiceStanding = z.object({
  number: z.int(),
  invoiceNumber: z.string(),
  clientId: Id,
  net: Money,
  tax: Money,
  total: Money,
  /** With tax. */
  credited: Money,
  /** What was allocated to it and not taken off again. */
  paid: Money,
  /** Of what is left after credit notes; they sum to net less what was credited of it. */
  parts: z.array(InvoicePart),
});
