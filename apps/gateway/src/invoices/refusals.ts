import { conflict, invalid, invalidField } from '#libs/errors';
import { amountRefusals } from '../http/index.js';

const rule = 'PM-4';

export const wrongState = conflict('payments.invoice-state', "It is INV-2026-000042, paid: that isn't possible.", {
  ...{ rule, facts: { state: 'paid' } },
});
export const issuing = [
  wrongState,
  conflict('payments.no-billing-profile', 'Enter the billing profile of the client first.', { rule }),
  conflict('payments.no-seller', 'Enter who sells in the invoice policy first.', { rule }),
];
export const crediting = [
  wrongState,
  conflict('payments.nothing-to-credit', 'Nothing of the invoice is left to credit.', { rule }),
  invalid('payments.credit-too-much', 'More than is left can’t be credited.', {
    ...{ rule, errors: [{ field: 'lines.0.net', message: 'must not be more than what is left' }] },
  }),
  invalidField(
    'payments.not-the-whole',
    'billAgain',
    'needs a credit note of the whole invoice, and none before it',
    rule,
  ),
  invalidField('payments.waiting-alone', 'waiting', 'goes without lines and without billAgain', rule),
  conflict('payments.nothing-waits', 'Nothing waits below zero for this client.', { rule }),
  invalidField('payments.not-its-line', 'lines.0.invoiceLineId', 'must be a line of this invoice, once', rule),
  invalidField('payments.amount-not-positive', 'lines.0.net', 'must be more than zero', rule),
  invalidField('payments.other-currency', 'lines.0.net', 'must be in USD', rule),
  ...amountRefusals('lines.0.net'),
];
