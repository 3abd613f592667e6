import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, Version } from '../shapes.js';
import { reason } from './fields.js';
import { NewLoss } from './issues.js';
import { ProgrammeId } from './programmes.js';

// Placements (PL-9, PL-10)

export const PlacementState = z.enum(['selected', 'agreed', 'active', 'paused', 'ended', 'cancelled']);

export const Placement = z
  .object({
    id: Id,
    openingId: Id,
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    programme: ProgrammeId,
    title: z.string(),
    state: PlacementState,
    startsOn: Day,
    endsOn: Day,
    selectedAt: Instant,
    readyBy: Instant.meta({ description: 'PL-10: the 24-hour start' }),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Placement' });

export const getPlacement = query('placement.get-placement', { input: z.object({ id: Id }), output: Placement });
export const PlacementFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: PlacementState.optional(),
  sort: sortBy(['startsOn', 'selectedAt'], '-selectedAt'),
});
export const listPlacements = query('placement.list-placements', { input: PlacementFilter, output: listOf(Placement) });
export const activatePlacement = command('placement.activate-placement', {
  input: z.object({ id: Id }),
  output: Placement,
});
export const PlacementStep = z.strictObject({ reason });
export const pausePlacement = command('placement.pause-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});
export const resumePlacement = command('placement.resume-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});
/**
 * `endsOn`: the last day worked, today unless given; later days can't be reported any more. `loss`: the client ends it, or
 * asks for another expert, because of an issue (PL-13).
 */
export const PlacementEnd = z.strictObject({ reason, endsOn: Day.optional(), loss: NewLoss.optional() });
export const endPlacement = command('placement.end-placement', {
  input: z.object({ id: Id, ...PlacementEnd.shape }),
  output: Placement,
});
/** Before activation only: the selection comes to nothing; the opening is open again. */
export const cancelPlacement = command('placement.cancel-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});
