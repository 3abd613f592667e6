import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { PromiseClock } from './clocks.js';

// Bugs (CS-6)

export const BugState = z
  .enum(['open', 'waiting-for-client', 'worked-around', 'fixed', 'closed'])
  .meta({ id: 'BugState' });
export const Severity = z
  .enum(['production', 'major', 'minor'])
  .meta({ id: 'Severity', description: 'The client decides it; a production bug has a fix clock' });

export const Bug = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    title: z.string(),
    description: z.string(),
    severity: Severity,
    state: BugState,
    workaround: z.string().nullable(),
    fix: z.string().nullable(),
    reportedBy: z.string(),
    reportedAt: Instant,
    fixedAt: Instant.nullable(),
    clocks: z.array(PromiseClock),
    taskId: Id.nullable(),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Bug' });

export const NewBug = z
  .strictObject({ placementId: Id, title: text(200), description: text(10_000), severity: Severity })
  .meta({ id: 'NewBug' });
/** Client or staff. The work appears as a task on the board at once (TS-11). */
export const reportBug = command('communication.report-bug', { input: NewBug, output: Bug });
export const BugFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: BugState.optional(),
  severity: Severity.optional(),
  q: text(100, 0).optional(),
  sort: sortBy(['reportedAt'], '-reportedAt'),
});
export const listBugs = query('communication.list-bugs', { input: BugFilter, output: listOf(Bug) });
export const getBug = query('communication.get-bug', { input: z.object({ id: Id }), output: Bug });
/** The client's, or staff's in its name; the fix clock starts or stops with it. */
export const SeverityChange = z
  .strictObject({ severity: Severity, reason: text(2_000) })
  .meta({ id: 'SeverityChange' });
export const changeSeverity = command('communication.change-severity', {
  input: z.object({ id: Id, version: Version, ...SeverityChange.shape }),
  output: Bug,
});
/** The client can work again; the fix clock runs on (CS-6). */
export const BugStep = z.strictObject({ text: text(10_000) }).meta({ id: 'BugStep' });
const bugStep = { input: z.object({ id: Id, ...BugStep.shape }), output: Bug };
export const workAroundBug = command('communication.work-around-bug', bugStep);
export const fixBug = command('communication.fix-bug', bugStep);
/** Asks the client for what is missing: the clock waits until it answers. */
export const askAboutBug = command('communication.ask-about-bug', bugStep);
export const tellAboutBug = command('communication.tell-about-bug', bugStep);
/** The client found the fix good. */
export const closeBug = command('communication.close-bug', { input: z.object({ id: Id }), output: Bug });
/** The client found it not fixed: its clock runs on from where it stood. */
export const reopenBug = command('communication.reopen-bug', bugStep);
