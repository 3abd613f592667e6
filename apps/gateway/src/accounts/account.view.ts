import type { AccountEntity } from './account.entity.js';
import type { Account } from './accounts.dto.js';

/** JSON as it leaves: what an Idempotency-Key stores and gives again. */
export const viewOf = ({ passwordHash: _, ...account }: AccountEntity): Account => ({
  ...account,
  role: account.role as Account['role'],
  createdAt: account.createdAt.toISOString(),
  updatedAt: account.updatedAt.toISOString(),
});
