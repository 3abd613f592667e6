import { z } from 'zod';
import { query } from '../contract.js';
import { Day, Id, listOf, Page, sortBy, TimeZone } from '../shapes.js';

// Boards (TS-1)

/** The Monday a week begins with, in the contract's zone (TS-3). */
export const Week = Day.meta({ description: 'The Monday of the week, YYYY-MM-DD', example: '2026-03-02' });

export const Board = z
  .object({
    placementId: Id,
    clientId: Id,
    expertId: Id,
    title: z.string(),
    clientName: z.string(),
    expertName: z.string(),
    timeZone: TimeZone,
    startsOn: Day,
    endsOn: Day,
    weeklyCapMinutes: z.int().nullable(),
    state: z.enum(['active', 'paused', 'ended']),
  })
  .meta({ id: 'Board' });

export const BoardFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: Board.shape.state.optional(),
  sort: sortBy(['startsOn'], '-startsOn'),
});
export const listBoards = query('timesheet.list-boards', { input: BoardFilter, output: listOf(Board) });
export const getBoard = query('timesheet.get-board', { input: z.object({ placementId: Id }), output: Board });
