import { z } from 'zod';
import { event } from '../contract.js';
import { Email, Id } from '../shapes.js';

const account = {
  accountId: Id,
  role: z.enum(['admin', 'account-executive', 'team-lead', 'expert', 'client', 'partner', 'payroll']),
  name: z.string(),
  email: Email,
  clientId: Id.nullable().meta({ description: 'The company of a client’s user' }),
  disabled: z.boolean(),
};
export const accountCreated = event('gateway.account-created.v1', {
  aggregate: 'account',
  description: 'Somebody may log in (GW-2).',
  data: z.object(account),
});
export const accountChanged = event('gateway.account-changed.v1', {
  aggregate: 'account',
  description: 'An account was renamed, disabled or enabled (GW-2).',
  data: z.object(account),
});
