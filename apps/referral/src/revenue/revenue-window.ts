import type { RevenueWindow } from '#libs/contracts';
import { zero } from '#libs/money';
import { dayOf } from '#libs/time';
import type { z } from 'zod';
import { type MonthWindow, windowOf } from './revenue.rules.js';

/** RC-7. What a report is about, with `$1` to `$3` of its query. */
export interface ReportWindow extends MonthWindow {
  currency: string;
  params: [currency: string, from: string, to: string];
}

/** What a report is in when nobody says. */
export const usual = 'USD';

/** Refuses 422 `referral.window-reversed`, `referral.window-too-long`, `money.unknown-currency`. */
export function reportWindow(asked: z.output<typeof RevenueWindow>, now: Date): ReportWindow {
  const { from, to } = windowOf(asked, dayOf(now, 'UTC'));
  const { currency } = zero(asked.currency ?? usual);
  return { from, to, currency, params: [currency, `${from}-01`, `${to}-01`] };
}

export const inWindow = 'currency = $1 and month between $2::date and $3::date';
export const summed = `sum(revenue_minor) as revenue, sum(revenue_minor - pay_minor - commission_minor) as profit,
  sum(commission_minor) as commission`;
export const sumsByClient = `select client_id, ${summed} from revenue_tallies where ${inWindow} group by client_id`;
