import type { ContractTerms, ProgrammeTerms } from '../types.js';

/** `delivery-method`, version 1. */
export const programmeTerms: ProgrammeTerms = {
  minimumExperienceYears: 3,
  minimumEnglish: 'B2',
  shortestEngagementMonths: 1,
  engagementKinds: ['full-time', 'part-time'],
  hourlyUpdate: null,
  showTimeToleranceMinutes: 15,
  breakNotices: false,
  firstAnswerMinutes: 30,
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120 },
  mistakeToldMinutes: 30,
  oneToOneEveryDays: { expert: 7, client: 14 },
  npsEveryDays: 7,
  floorRates: {
    'eu-asia': { amount: '50.00', currency: 'USD' },
    'us-western-europe': { amount: '100.00', currency: 'USD' },
  },
  settlementEveryDays: 14,
  payoutPromiseHours: 24,
  referralCommissionPercent: 25,
  readyToStartHours: 24,
};

export const contractTerms: ContractTerms = {
  ...programmeTerms,
  engagementKind: 'full-time',
  hoursPerWeek: 40,
  weeklyCapMinutes: null,
  startsOn: '2026-03-02',
  endsOn: '2026-09-01',
  timeZone: 'Europe/Berlin',
  rateZone: 'eu-asia',
  billRate: { amount: '85.00', currency: 'USD' },
  payRate: { amount: '45.00', currency: 'USD' },
};
