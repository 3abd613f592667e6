import { stringify } from 'csv-stringify/sync';
import type { z } from 'zod';
import type { TimelineItem } from '#libs/contracts';

type Item = z.output<typeof TimelineItem>;

const columns = [
  ...['at', 'kind', 'amount', 'balance', 'currency', 'state', 'nextDate', 'reason', 'settlementId', 'payoutId'],
  'commissionId',
] as const;
/** Ours, and often negative: a spreadsheet shall read numbers there. Everything else may hold what somebody typed. */
const amounts = new Set<unknown>(['amount', 'balance']);

/** PM-9. A timeline for a spreadsheet: a line an amount, with a heading. No cell is taken for a formula. */
export const timelineCsv = (items: readonly Item[]): string =>
  stringify(
    items.map((item) => ({
      ...item,
      amount: item.amount.amount,
      balance: item.balance.amount,
      currency: item.amount.currency,
    })),
    {
      header: true,
      columns: [...columns],
      cast: { string: (value, { column }) => ({ value, escape_formulas: !amounts.has(column) }) },
    },
  );
