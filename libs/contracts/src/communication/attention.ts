import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant } from '../shapes.js';
import { PromiseClock } from './clocks.js';
import { Mistake } from './mistakes.js';
import { PresenceFact, Shift } from './shifts.js';

// The account executive's board: what needs somebody now

export const AttentionFilter = z.object({
  accountExecutiveId: Id.optional().meta({ description: 'Placements of this AE’s clients only' }),
  clientId: Id.optional(),
  expertId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Of each list' }),
});
export const Attention = z
  .object({
    at: Instant,
    counts: z.object({
      lateShifts: z.int(),
      breachedClocks: z.int(),
      runningClocks: z.int(),
      openQuestions: z.int(),
      openBugs: z.int(),
      openMistakes: z.int(),
      silentShifts: z.int(),
    }),
    lateShifts: z.array(Shift),
    breachedClocks: z.array(PromiseClock),
    nextClocks: z.array(PromiseClock).meta({ description: 'Those that run out next, first first' }),
    openMistakes: z.array(Mistake),
    silentShifts: z.array(PresenceFact),
  })
  .meta({ id: 'Attention' });
export const getAttention = query('communication.get-attention', { input: AttentionFilter, output: Attention });
