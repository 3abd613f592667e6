import { conflict } from '#libs/errors';

export const referenceUsed = (bankReference: string) =>
  conflict('payments.bank-reference-used', `The bank reference ${bankReference} was recorded with another content.`, {
    rule: 'PM-4',
    facts: { bankReference },
  });

/** PM-4. What a person asks for can't be done with a payment as it is. */
export const refused = (code: string, detail: string, facts?: Record<string, unknown>) =>
  conflict(`payments.${code}`, detail, { rule: 'PM-4', ...(facts && { facts }) });
