import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, text, TimeZone } from '../shapes.js';

// Import (TS-5)

export const ImportTool = z.enum(['toggl', 'clockify', 'harvest']).meta({ id: 'ImportTool' });

export const NewImport = z
  .strictObject({
    file: z.string().min(1).max(5_000_000).meta({ description: 'The detailed CSV export, as the tool wrote it' }),
    tool: ImportTool.optional().meta({ description: 'Recognised by its header unless given' }),
    dateOrder: z
      .enum(['mdy', 'dmy', 'ymd'])
      .optional()
      .meta({ description: 'Needed when the dates alone do not tell' }),
    timeZone: TimeZone.optional().meta({ description: "The zone the tool wrote in; the board's unless given" }),
    person: text(254).optional().meta({ description: 'E-mail or name; needed when the export holds several people' }),
    projects: z.array(text(200)).max(100).optional().meta({ description: 'Only rows of these projects' }),
  })
  .meta({ id: 'NewImport' });

export const Import = z
  .object({
    id: Id,
    placementId: Id,
    tool: ImportTool,
    state: z.enum(['previewed', 'committed']),
    rows: z.array(
      z.object({
        line: z.int(),
        outcome: z.enum(['new', 'known', 'added', 'refused']),
        day: Day.nullable(),
        minutes: z.int().nullable(),
        task: z.string().nullable(),
        note: z.string().nullable(),
        code: z.string().nullable(),
        reason: z.string().nullable(),
        entryIds: z.array(Id),
      }),
    ),
    counts: z.object({ new: z.int(), known: z.int(), added: z.int(), refused: z.int() }),
    newTasks: z.array(z.string()).meta({ description: 'Tasks the commit adds to the board' }),
    createdAt: Instant,
    committedAt: Instant.nullable(),
  })
  .meta({ id: 'Import' });

export const previewImport = command('timesheet.preview-import', {
  input: z.object({ placementId: Id, import: NewImport }),
  output: Import,
});
export const commitImport = command('timesheet.commit-import', { input: z.object({ id: Id }), output: Import });
export const getImport = query('timesheet.get-import', { input: z.object({ id: Id }), output: Import });
