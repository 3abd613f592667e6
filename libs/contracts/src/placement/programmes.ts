import { z } from 'zod';
import { command, query } from '../contract.js';
import { Instant, Money, text } from '../shapes.js';
import { numberInPath } from './fields.js';

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
    breakNotices: z.boolean(),
    firstAnswerMinutes: minutes,
    productionBugFix: z.strictObject({ withinMinutes: minutes, warnAtMinutes: minutes }),
    mistakeToldMinutes: minutes,
    oneToOneEveryDays: z.strictObject({ expert: days, client: days }),
    npsEveryDays: days,
    floorRates: z.strictObject({ 'eu-asia': Money, 'us-western-europe': Money }),
    settlementEveryDays: days,
    payoutPromiseHours: hours,
    referralCommissionPercent: z.int().min(0).max(100),
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
