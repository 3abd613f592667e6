import type { ContractTerms, ProgrammeTerms } from '#libs/contracts';

const officeHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** `delivery-method`, version 1. */
export const programmeTerms: ProgrammeTerms = {
  minimumExperienceYears: 3,
  minimumEnglish: 'B2',
  shortestEngagementMonths: 1,
  engagementKinds: ['full-time', 'part-time'],
  hourlyUpdate: null,
  showTimeToleranceMinutes: 15,
  noShowMinutes: 30,
  breakNotices: false,
  silenceMinutes: 120,
  serviceHours: [officeHours],
  firstAnswerMinutes: 30,
  nextAnswerMinutes: 60,
  checkingUpdateMinutes: 60,
  warnAtPercent: [50, 80],
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120, aroundTheClock: true },
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
  commissionOnOwnHours: false,
  firstRefusalHours: 24,
  readyToStartHours: 24,
};

/** Half a year from 2026-03-02 on, full-time, 9 to 17 in Berlin. */
export const contractTerms: ContractTerms = {
  ...programmeTerms,
  engagementKind: 'full-time',
  hoursPerWeek: 40,
  weeklyCapMinutes: null,
  startsOn: '2026-03-02',
  endsOn: '2026-09-01',
  timeZone: 'Europe/Berlin',
  shifts: [officeHours],
  holidays: [],
  channel: 'email',
  rateZone: 'eu-asia',
  billRate: { amount: '85.00', currency: 'USD' },
  payRate: { amount: '45.00', currency: 'USD' },
  expectations: [],
};
