import { z } from 'zod';
import { query } from '../contract.js';
import { Id, listOf, Money, Page, sortBy } from '../shapes.js';
import { ReferrerKind } from './referrer-kind.js';

// Where revenue comes from (RC-7), and how much from whom (PL-18)

export const RevenueMonth = z
  .string()
  .regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03')
  .meta({ example: '2026-03' });
const currency = Money.shape.currency;
const window = { from: RevenueMonth.optional(), to: RevenueMonth.optional(), currency: currency.optional() };
/** Of a hundred, in whole hundredths: 6800 is 68 %. */
const share = z.int().meta({ description: 'In basis points: 6800 is 68 %', example: 6800 });
/** Those of one list sum to 10000. */
const part = share
  .nullable()
  .meta({ description: 'In basis points, of all that is above zero; null when nothing is', example: 6800 });

/** `direct` is a client nobody brought. */
export const RevenueSource = z.enum([...ReferrerKind.options, 'direct']).meta({ id: 'RevenueSource' });

export const RevenueBySource = z
  .object({
    currency,
    from: RevenueMonth,
    to: RevenueMonth,
    revenue: Money.meta({ description: 'Invoiced, net of tax and credit notes' }),
    profit: Money.meta({ description: 'Less what experts and referrers get; commission counts when it is earned' }),
    sources: z.array(
      z.object({
        source: RevenueSource,
        clients: z.int(),
        revenue: Money,
        profit: Money,
        commission: Money,
        revenueShare: part,
        profitShare: part,
      }),
    ),
    referencesShare: share.nullable().meta({ description: 'All but direct; null without revenue' }),
    benchmark: share,
    meetsBenchmark: z.boolean().nullable().meta({ description: 'Judged to the cent, before shares are rounded' }),
  })
  .meta({ id: 'RevenueBySource' });
/** Twelve months to this one, in US dollars, unless given; at most 120. */
export const RevenueWindow = z.object(window);
export const getRevenueBySource = query('referral.get-revenue-by-source', {
  input: RevenueWindow,
  output: RevenueBySource,
});

/** For plotting: one point a month and source, months without anything among them. */
export const RevenueSeries = z
  .object({
    currency,
    months: z.array(RevenueMonth),
    series: z.array(
      z.object({
        source: RevenueSource,
        revenue: z.array(Money),
        profit: z.array(Money),
        share: z.array(part).meta({ description: 'Of the revenue of the month' }),
      }),
    ),
  })
  .meta({ id: 'RevenueSeries' });
export const getRevenueSeries = query('referral.get-revenue-series', { input: RevenueWindow, output: RevenueSeries });

export const LeagueRow = z
  .object({
    position: z.int().meta({ description: 'By what is sorted by, the most first; those with as much share one' }),
    referrerId: Id,
    referrerName: z.string(),
    kind: ReferrerKind,
    clientsWon: z.int().meta({ description: 'Ever, not only in the window' }),
    revenue: Money.meta({ description: 'Of these clients in the window, also before they were won' }),
    commission: Money,
  })
  .meta({ id: 'LeagueRow' });
export const LeagueFilter = z.object({
  ...Page.shape,
  ...window,
  sort: sortBy(['revenue', 'clientsWon'], '-revenue'),
});
export const listLeague = query('referral.list-league', { input: LeagueFilter, output: listOf(LeagueRow) });

export const Concentration = z
  .object({
    currency,
    from: RevenueMonth,
    to: RevenueMonth,
    limit: share,
    placements: z.object({ total: z.int(), herfindahl: z.int().nullable() }).meta({
      description: 'Active now. Herfindahl index in ten thousandths: 10000 is one client alone',
    }),
    revenue: z.object({ total: Money, herfindahl: z.int().nullable() }),
    clients: z
      .array(
        z.object({
          clientId: Id,
          clientName: z.string(),
          placements: z.int(),
          placementShare: part,
          revenue: Money,
          revenueShare: part,
          overLimit: z
            .array(z.enum(['placements', 'revenue']))
            .meta({ description: 'More than the limit, to the cent' }),
        }),
      )
      .meta({ description: 'The largest 100; the indexes are over all' }),
  })
  .meta({ id: 'Concentration' });
export const getConcentration = query('referral.get-concentration', { input: RevenueWindow, output: Concentration });

export const RevenueRecount = z
  .object({
    ok: z.boolean(),
    counted: z.int().meta({ description: 'Invoices, credit notes and commissions counted' }),
    differences: z.array(z.string()).meta({ description: 'At most a thousand' }),
  })
  .meta({ id: 'RevenueRecount' });
/** Counts every sum behind the reports from its documents again, as they stand at one moment. */
export const recountRevenue = query('referral.recount-revenue', { input: z.object({}), output: RevenueRecount });
