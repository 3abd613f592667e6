import type { z } from 'zod';
import type * as wire from '#libs/contracts';

/** The words of section 3 of the rules, as the messages spell them. */
export type TaskColumn = z.output<typeof wire.Column>;
export type SourceKind = z.output<typeof wire.TaskSource>['kind'];
export type PlannedTask = z.output<typeof wire.PlannedTask>;
export type EntryState = z.output<typeof wire.EntryState>;
export type EntrySource = z.output<typeof wire.EntrySource>;
export type DecidedHow = z.output<typeof wire.HowDecided>;
export type SheetState = z.output<typeof wire.Sheet>['state'];
export type BoardState = z.output<typeof wire.Board>['state'];
