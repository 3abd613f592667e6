import { z } from 'zod';
import { query } from '../contract.js';
import { Day, listOf, Page, sortBy } from '../shapes.js';

// NPS (QN-2)

export const NpsScope = z
  .enum(['network', 'client', 'expert', 'account-executive', 'team-lead', 'programme'])
  .meta({ id: 'NpsScope', description: 'Whose NPS: people and programmes as they were when the question was sent' });

/** An account, a client, an expert, or the name of a programme. */
const ScopeId = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,64}$/, 'must be an id');
const NpsWindow = z.enum(['1', '4', '12']).meta({ description: 'Weeks together' });

export const NpsPoint = z
  .object({
    week: Day.meta({ description: 'Monday of the last week of the window' }),
    asked: z.int(),
    n: z.int().meta({ description: 'Answers' }),
    responseRate: z.number().nullable().meta({ description: 'Percent; null when nobody was asked' }),
    tooFew: z.boolean().meta({ description: 'Fewer answers than the policy asks for: no score' }),
    score: z.number().nullable().meta({ description: 'Percent promoters (9–10) less percent detractors (0–6)' }),
    interval: z
      .object({ low: z.number(), high: z.number() })
      .nullable()
      .meta({ description: '95 % confidence, adjusted Wald' }),
    promoters: z.int().nullable(),
    passives: z.int().nullable(),
    detractors: z.int().nullable(),
  })
  .meta({ id: 'NpsPoint' });

export const Nps = z
  .object({
    scope: NpsScope,
    id: z.string().nullable().meta({ description: 'Null for the network' }),
    name: z.string(),
    window: z.int(),
    points: z.array(NpsPoint).meta({ description: 'A window for each week, oldest first' }),
  })
  .meta({ id: 'Nps' });

export const NpsQuestion = z.object({
  scope: NpsScope.optional().meta({ description: 'The own one of a client and an expert, else the network' }),
  id: ScopeId.optional().meta({ description: 'Whose; a client and an expert may leave it out' }),
  window: NpsWindow.default('4'),
  weeks: z.coerce.number().int().min(1).max(260).default(1).meta({ description: 'How many points' }),
  ending: Day.optional().meta({ description: 'A day of the last week; today unless given' }),
});
/**
 * A client sees its own, an expert its own and the network’s, a team lead its own, its people’s, a programme’s and the
 * network’s. 403 `quality.nps-scope`, 422 `quality.nps-of-whom` without the id it takes.
 */
export const getNps = query('quality.get-nps', { input: NpsQuestion, output: Nps });

export const RankedNps = z.object({ id: z.string(), name: z.string(), ...NpsPoint.shape }).meta({ id: 'RankedNps' });
export const NpsRankingFilter = z.object({
  ...Page.shape,
  scope: NpsScope.exclude(['network']),
  window: NpsWindow.default('12'),
  ending: NpsQuestion.shape.ending,
  sort: sortBy(['score'], '-score'),
});
/** Whoever was asked about in the window; those with too few answers come last, and have no score. 403 as above. */
export const rankNps = query('quality.rank-nps', { input: NpsRankingFilter, output: listOf(RankedNps) });

export const NpsRecount = z
  .object({
    ok: z.boolean(),
    counted: z.int().meta({ description: 'Questions counted' }),
    differences: z.array(z.string()).meta({ description: 'At most a thousand' }),
  })
  .meta({ id: 'NpsRecount' });
/** Counts every tally from the answers again, as they stand at one moment. */
export const recountNps = query('quality.recount-nps', { input: z.object({}), output: NpsRecount });
