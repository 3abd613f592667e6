import { z } from 'zod';
import { command, query } from '../contract.js';
import { Channel, holidays, ServiceHours, ShiftHours } from '../placement/index.js';
import { Day, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';

// Who answers a placement's client, when, and where (CS-1, CS-7, CS-9)

/** What a placement's clocks, shifts and messages run on: its contract's terms of today, and who stands in. */
export const Coverage = z
  .object({
    placementId: Id,
    title: z.string(),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    state: z.enum(['active', 'paused', 'ended']),
    startsOn: Day,
    endsOn: Day,
    timeZone: TimeZone,
    serviceHours: z.array(ServiceHours),
    shifts: z.array(ShiftHours),
    holidays,
    calendarVersion: z.int().meta({ description: 'CS-7: clocks keep the one they started with' }),
    channel: Channel,
    firstAnswerMinutes: z.int(),
    hourlyUpdate: z.object({ everyMinutes: z.int(), graceMinutes: z.int() }).nullable(),
    showTimeToleranceMinutes: z.int().nullable(),
    breakNotices: z.boolean(),
    coveringId: Id.nullable().meta({ description: 'CS-3: account of the colleague who answers during breaks' }),
    teamLeadId: Id.nullable(),
    accountExecutiveId: Id.nullable(),
    version: Version,
  })
  .meta({ id: 'Coverage' });

export const getCoverage = query('communication.get-coverage', {
  input: z.object({ placementId: Id }),
  output: Coverage,
});
export const CoverageFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  accountExecutiveId: Id.optional(),
  state: Coverage.shape.state.optional(),
  sort: sortBy(['startsOn'], '-startsOn'),
});
export const listCoverages = query('communication.list-coverages', { input: CoverageFilter, output: listOf(Coverage) });

/** Staff only. The channel is the contract's until it is set here (CS-9). */
export const CoverageChange = z
  .strictObject({ coveringId: Id.nullable(), channel: Channel })
  .partial()
  .meta({ id: 'CoverageChange' });
export const changeCoverage = command('communication.change-coverage', {
  input: z.object({ placementId: Id, version: Version, change: CoverageChange }),
  output: Coverage,
});

/** A holiday stops clocks that start after it was added and suspends the shift; leave suspends the shift only. */
export const DayOff = z
  .object({
    id: Id,
    placementId: Id,
    day: Day,
    kind: z.enum(['holiday', 'leave']),
    name: z.string(),
    addedBy: z.string(),
    addedAt: Instant,
  })
  .meta({ id: 'DayOff' });
export const NewDaysOff = z
  .strictObject({
    kind: DayOff.shape.kind,
    name: text(120).meta({ example: 'Whit Monday' }),
    days: z.array(Day).min(1).max(60),
  })
  .meta({ id: 'NewDaysOff' });
/** Staff add holidays and leave; an expert its own leave. A day that is off already stays as it is. */
export const addDaysOff = command('communication.add-days-off', {
  input: z.object({ placementId: Id, ...NewDaysOff.shape }),
  output: z.object({ items: z.array(DayOff) }),
});
export const removeDayOff = command('communication.remove-day-off', {
  input: z.object({ placementId: Id, id: Id, reason: text(2_000) }),
  output: z.object({ items: z.array(DayOff) }),
});
export const listDaysOff = query('communication.list-days-off', {
  input: z.object({ placementId: Id }),
  output: z.object({ items: z.array(DayOff) }),
});
/** The public holidays of a country or region in a year, to look at before they are added. */
export const HolidayPreview = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE')
    .meta({ example: 'DE' }),
  region: z.string().max(10).optional().meta({ example: 'BE' }),
  year: z.coerce.number().int().min(2000).max(2100),
});
export const previewHolidays = query('communication.preview-holidays', {
  input: HolidayPreview,
  output: z.object({ items: z.array(z.object({ day: Day, name: z.string() })) }),
});
/** Which stretches of a day count, day by day, as the calendar stands (CS-7). */
export const CalendarSpan = z.object({ from: Day, to: Day });
export const previewCalendar = query('communication.preview-calendar', {
  input: z.object({ placementId: Id, ...CalendarSpan.shape }),
  output: z.object({
    items: z.array(
      z.object({
        day: Day,
        label: z.enum(['service', 'no-service', 'holiday']),
        spans: z.array(z.object({ from: Instant, to: Instant })),
      }),
    ),
  }),
});
