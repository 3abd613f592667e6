import { z } from 'zod';
import { command, query } from '../contract.js';
import { Id, Instant, text, Version } from '../shapes.js';

// Bank details (PM-6)

export const NewBankDetails = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('iban'), holder: text(70), iban: text(42), bic: text(11) }),
    z.strictObject({ kind: z.literal('us'), holder: text(70), routingNumber: text(9), accountNumber: text(17) }),
  ])
  .meta({ id: 'NewBankDetails' });

export const BankDetails = z
  .object({
    expertId: Id,
    kind: z.enum(['iban', 'us']),
    holder: z.string(),
    masked: z.string().meta({ example: 'DE89 **** **** **** **** 00' }),
    bic: z.string().nullable(),
    changedAt: Instant,
    changedBy: z.string(),
    version: Version,
  })
  .meta({ id: 'BankDetails' });

/** Where the money goes; payroll needs it in full (docs/decisions). */
export const Beneficiary = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('iban'), holder: z.string(), iban: z.string(), bic: z.string() }),
  z.object({ kind: z.literal('us'), holder: z.string(), routingNumber: z.string(), accountNumber: z.string() }),
]);

export const setBankDetails = command('payments.set-bank-details', {
  input: z.object({ expertId: Id, details: NewBankDetails }),
  output: BankDetails,
});
export const getBankDetails = query('payments.get-bank-details', {
  input: z.object({ expertId: Id }),
  output: BankDetails,
});
