import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';

// The monthly report to the client (QN-12)

const minutes = z.int();
const mean = z.number().nullable().meta({ description: 'Null when there is nothing to count' });

/** What happened in one placement in the month. */
export const PlacementReport = z
  .object({
    placementId: Id,
    title: z.string(),
    expertId: Id,
    expertName: z.string(),
    minutes: minutes.meta({ description: 'Approved' }),
    weeks: z.array(z.object({ week: Day, minutes })).meta({ description: 'By their Mondays; days of this month only' }),
    tasks: z.array(
      z.object({
        taskId: Id,
        title: z.string(),
        estimateMinutes: minutes.nullable(),
        minutes: minutes.meta({ description: 'Approved in this month' }),
        minutesSoFar: minutes.meta({ description: 'Approved up to the end of this month' }),
      }),
    ),
    answers: z
      .object({ asked: z.int(), inTime: z.int(), meanMinutes: mean, promisedMinutes: mean })
      .meta({ description: 'First answers to questions, in service hours' }),
    bugs: z.object({
      reported: z.int(),
      fixed: z.int(),
      meanFixMinutes: mean,
      items: z.array(z.object({ bugId: Id, title: z.string(), severity: z.string(), fixedOn: Day.nullable() })),
    }),
    mistakes: z.object({ told: z.int(), inTime: z.int() }),
  })
  .meta({ id: 'PlacementReport' });

export const ReportedNps = z
  .object({
    asked: z.int(),
    answered: z.int(),
    score: z.number().nullable().meta({ description: 'Null with too few answers (QN-2)' }),
    weeks: z
      .array(z.object({ week: Day, answered: z.int(), mean }))
      .meta({ description: 'Answers from 0 to 10; of too few no mean (QN-2)' }),
  })
  .meta({ id: 'ReportedNps' });

export const ClientReport = z
  .object({
    id: Id,
    clientId: Id,
    clientName: z.string(),
    month: Day.meta({ description: 'Its first day, in the client’s zone' }),
    timeZone: TimeZone,
    state: z.enum(['draft', 'released']).meta({ description: 'A draft counts as it is read; a released one is fixed' }),
    summary: z.string().nullable(),
    outlook: z.string().nullable().meta({ description: 'What comes next' }),
    releasesItselfAt: Instant,
    releasedAt: Instant.nullable(),
    releasedBy: z.string().nullable(),
    placements: z.array(PlacementReport),
    nps: ReportedNps,
    accountExecutive: z.string().nullable(),
    at: Instant.meta({ description: 'When it was read' }),
    changedSince: z
      .boolean()
      .meta({ description: 'Counted again, a released report would say something else: hours approved later' }),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'ClientReport' });

const ClientReportLine = ClientReport.omit({
  placements: true,
  nps: true,
  history: true,
  accountExecutive: true,
  changedSince: true,
  at: true,
}).meta({ id: 'ClientReportLine' });
/** A client sees its own released ones, the network drafts too. */
export const ClientReportFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  month: Day.optional(),
  state: ClientReport.shape.state.optional(),
  sort: sortBy(['month'], '-month'),
});
export const listClientReports = query('quality.list-client-reports', {
  input: ClientReportFilter,
  output: listOf(ClientReportLine),
});
export const getClientReport = query('quality.get-client-report', {
  input: z.object({ id: Id }),
  output: ClientReport,
});
/** While a draft: 409 `quality.report-released` after. */
export const ClientReportChange = z
  .strictObject({ summary: text(10_000).nullable(), outlook: text(10_000).nullable() })
  .partial()
  .meta({ id: 'ClientReportChange' });
export const changeClientReport = command('quality.change-client-report', {
  input: z.object({ id: Id, version: Version, change: ClientReportChange }),
  output: ClientReport,
});
/** Its numbers are fixed, and the client is told. */
export const releaseClientReport = command('quality.release-client-report', {
  input: z.object({ id: Id, version: Version }),
  output: ClientReport,
});
