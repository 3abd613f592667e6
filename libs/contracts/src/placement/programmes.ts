import { z } from 'zod';
import { command, query } from '../contract.js';
import { Instant, Money, text } from '../shapes.js';
import { numberInPath } from './fields.js';
import { serviceHours } from './service-hours.js';

// Programmes (section 1 of the rules)

export const RateZone = z.enum(['eu-asia', 'us-western-europe']).meta({ id: 'RateZone', description: 'PL-5' });
export const EngagementKind = z.enum(['full-time', 'part-time', 'hourly']).meta({ id: 'EngagementKind' });
export const EnglishLevel = z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2']).meta({ id: 'EnglishLevel' });
const minutes = z.int().min(1).max(525_600);
const hours = z.int().min(1).max(8_760);
const days = z.int().min(1).max(366);

/** Section 1 of the rules: the defaults a contract starts from. `null` switches a duty off. */
export const ProgrammeTerms = z
  .strictObject({
    minimumExperienceYears: z.int().min(0).max(50),
    minimumEnglish: EnglishLevel,
    shortestEngagementMonths: z.int().min(0).max(60),
    engagementKinds: z.array(EngagementKind).min(1),
    hourlyUpdate: z.strictObject({ everyMinutes: minutes, graceMinutes: z.int().min(0).max(525_600) }).nullable(),
    showTimeToleranceMinutes: z.int().min(0).max(525_600).nullable(),
    noShowMinutes: minutes.meta({ description: 'CS-1: from the start of a shift to the alert' }),
    breakNotices: z.boolean(),
    silenceMinutes: minutes.nullable().meta({ description: 'CS-3: without a sign in a shift' }),
    serviceHours,
    firstAnswerMinutes: minutes,
    nextAnswerMinutes: minutes.meta({ description: 'CS-7: to an answer once the client wrote again' }),
    checkingUpdateMinutes: minutes.meta({ description: 'CS-5: to the next update after "checking"' }),
    warnAtPercent: z
      .array(z.int().min(1).max(99))
      .max(5)
      .meta({ description: 'CS-7', example: [50, 80] }),
    productionBugFix: z.strictObject({
      withinMinutes: minutes,
      warnAtMinutes: minutes,
      aroundTheClock: z.boolean().meta({ description: 'Counts at night and on holidays too (CS-6)' }),
    }),
    mistakeToldMinutes: minutes,
    oneToOneEveryDays: z.strictObject({ expert: days, client: days }),
    npsEveryDays: days,
    floorRates: z.strictObject({ 'eu-asia': Money, 'us-western-europe': Money }),
    settlementEveryDays: days,
    payoutPromiseHours: hours,
    referralCommissionPercent: z.int().min(0).max(100),
    commissionOnOwnHours: z.boolean().default(false).meta({
      description: 'Whether an expert gets commission on hours it works itself for a client it brought (RC-6)',
    }),
    firstRefusalHours: z
      .int()
      .min(0)
      .max(720)
      .default(24)
      .meta({ description: 'How long an opening is first of the expert who brought the client (RC-6)' }),
    readyToStartHours: hours,
  })
  .meta({ id: 'ProgrammeTerms' });
export type ProgrammeTerms = z.infer<typeof ProgrammeTerms>;

export const ProgrammeId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be lower-case words joined by hyphens')
  .meta({ example: 'delivery-method' });

export const Programme = z
  .object({
    id: ProgrammeId,
    version: z.int().min(1),
    name: z.string(),
    terms: ProgrammeTerms,
    publishedAt: Instant,
    publishedBy: z.string(),
  })
  .meta({ id: 'Programme' });

export const listProgrammes = query('placement.list-programmes', {
  input: z.object({}),
  output: z.object({ items: z.array(Programme) }),
});
export const getProgramme = query('placement.get-programme', {
  input: z.object({ id: ProgrammeId, version: numberInPath.optional() }),
  output: Programme,
});
/** Publishes version 1 of a new programme or the next version of a known one; signed contracts don't change. */
export const publishProgramme = command('placement.publish-programme', {
  input: z.strictObject({ id: ProgrammeId, name: text(80), terms: ProgrammeTerms }),
  output: Programme,
});
