import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy, text, Version } from '../shapes.js';
import { reason } from './fields.js';
import { EngagementKind, ProgrammeId, RateZone } from './programmes.js';

// Openings (PL-4, PL-5)

export const RequiredSkill = z
  .strictObject({ name: text(60), minimumYears: z.number().min(0).max(60) })
  .meta({ id: 'RequiredSkill' });

export const NewOpening = z
  .strictObject({
    clientId: Id.optional().meta({ description: "Staff name the client; a client's own user may leave it out" }),
    programme: ProgrammeId,
    title: text(120),
    description: text(10_000),
    skills: z.array(RequiredSkill).min(1).max(30),
    engagementKind: EngagementKind,
    hoursPerWeek: z.int().min(1).max(60),
    startsOn: Day,
    durationMonths: z.int().min(1).max(60),
    rateZone: RateZone,
    budgetRate: Money.meta({ description: 'What the client pays per hour' }),
  })
  .meta({ id: 'NewOpening' });

/** RC-6: until when, and what became of it: open, used by an offer in time, waived, or over. */
export const FirstRefusal = z
  .object({
    expertId: Id.optional().meta({ description: 'Who has it; absent for clients' }),
    until: Instant.meta({ description: 'While it is open, nobody else can be selected before' }),
    state: z.enum(['open', 'used', 'waived', 'over']).meta({ description: 'For clients: open' }),
  })
  .meta({ id: 'FirstRefusal' });

export const Opening = z
  .object({
    id: Id,
    clientId: Id,
    clientName: z.string(),
    programme: ProgrammeId,
    title: z.string(),
    description: z.string(),
    skills: z.array(RequiredSkill),
    engagementKind: EngagementKind,
    hoursPerWeek: z.int(),
    startsOn: Day,
    durationMonths: z.int(),
    rateZone: RateZone,
    budgetRate: Money.optional().meta({ description: 'Absent for experts' }),
    state: z.enum(['open', 'filled', 'withdrawn']),
    firstRefusal: FirstRefusal.nullable().meta({
      description: 'RC-6. For staff and the expert who has it; a client sees it while it is open',
    }),
    version: Version,
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Opening' });

export const describeOpening = command('placement.describe-opening', { input: NewOpening, output: Opening });
export const getOpening = query('placement.get-opening', { input: z.object({ id: Id }), output: Opening });
export const OpeningFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  state: Opening.shape.state.optional(),
  skill: text(60).optional(),
  sort: sortBy(['createdAt', 'startsOn'], '-createdAt'),
});
export const listOpenings = query('placement.list-openings', { input: OpeningFilter, output: listOf(Opening) });
export const withdrawOpening = command('placement.withdraw-opening', {
  input: z.object({ id: Id, reason }),
  output: Opening,
});
/** RC-6. The expert who has the right lets others go first. Refuses 409 `placement.first-refusal-ended`. */
export const waiveFirstRefusal = command('placement.waive-first-refusal', {
  input: z.object({ id: Id, reason: reason.optional() }),
  output: Opening,
});
