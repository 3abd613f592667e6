import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy } from '../shapes.js';

// The Employee Excellence Award (QN-8)

export const AwardNotice = z
  .literal('Not winning the award has no consequence of any kind.')
  .meta({ description: 'QN-8: said wherever the award is shown' });
export const Month = Day.refine((day) => day.endsWith('-01'), 'must be the first day of a month').meta({
  description: 'The first day of the month',
  example: '2026-03-01',
});

const standard = { key: z.string(), text: z.string() };
export const AwardStandards = z
  .object({
    items: z.array(
      z.object({ ...standard, provenBy: z.array(z.string()).meta({ description: 'Kinds of what is counted' }) }),
    ),
    leastMeasured: z.int().meta({ description: 'With fewer promises and answers in a month nobody wins' }),
    notice: AwardNotice,
  })
  .meta({ id: 'AwardStandards' });
export const listAwardStandards = query('quality.list-award-standards', {
  input: z.object({}),
  output: AwardStandards,
});

const standing = {
  expertId: Id,
  expertName: z.string(),
  month: Month,
  won: z.boolean(),
  measured: z.int().meta({ description: 'Promises and answers that count' }),
  standards: z.array(
    z.object({
      ...standard,
      result: z.enum(['met', 'missed', 'not-measured']),
      counted: z.int(),
      missed: z.array(z.object({ what: z.string(), id: Id, day: Day })).meta({ description: 'Each, and when' }),
    }),
  ),
};
/** The month that runs: as it stands now. */
export const AwardStanding = z
  .object({ ...standing, asOf: Instant, notice: AwardNotice })
  .meta({ id: 'AwardStanding' });
/** Staff, a team lead of its own people, the expert its own. */
export const getAwardStanding = query('quality.get-award-standing', {
  input: z.object({ expertId: Id }),
  output: AwardStanding,
});

export const Award = z
  .object({ id: Id, ...standing, computedAt: Instant, computedBy: z.string() })
  .meta({ id: 'Award', description: 'An expert’s standing in a month that is over' });
export const AwardFilter = z.object({
  ...Page.shape,
  month: Month.optional(),
  expertId: Id.optional(),
  won: z.enum(['true', 'false']).optional(),
  sort: sortBy(['month', 'expertName'], '-month'),
});
/** Staff, a team lead of its own people, an expert its own. */
export const listAwards = query('quality.list-awards', {
  input: AwardFilter,
  output: z.object({ ...listOf(Award).shape, notice: AwardNotice }),
});

export const AwardWinnerFilter = z.object({ ...Page.shape, month: Month.optional() });
/** Names only, in alphabetical order: no ranking, and nobody's misses. The last month computed unless one is named. */
export const listAwardWinners = query('quality.list-award-winners', {
  input: AwardWinnerFilter,
  output: z.object({
    ...listOf(z.object({ expertName: z.string() })).shape,
    month: Month.nullable(),
    notice: AwardNotice,
  }),
});

export const AwardRun = z.strictObject({ month: Month }).meta({ id: 'AwardRun' });
/** Again, with what came late; otherwise monthly by itself. 422 `quality.month-not-over`. */
export const computeAward = command('quality.compute-award', {
  input: AwardRun,
  output: z
    .object({
      month: Month,
      experts: z.int(),
      winners: z.int(),
      changed: z.int().meta({ description: 'Standings that are new or say something else than before' }),
      notice: AwardNotice,
    })
    .meta({ id: 'ComputedAward' }),
});
