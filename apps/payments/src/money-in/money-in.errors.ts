import { conflict, invalidField } from '#libs/errors';

export const referenceUsed = (bankReference: string) =>
  conflict('payments.bank-reference-used', `The bank reference ${bankReference} was recorded with another content.`, {
    rule: 'PM-4',
    facts: { bankReference },
  });
export const inFuture = (field: string, rule = 'PM-4') =>
  invalidField('payments.date-in-future', field, 'must not lie in the future', rule);
