import type { ContractTerms } from '#libs/contracts';
import type { Known } from './template.js';

/** People and things of the previews, and of the tests. */
export const ids = {
  placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
  clientId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11',
  expertId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d12',
};
export const care = {
  assignedTo: ids.expertId,
  teamLeadId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d13',
  accountExecutiveId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d14',
};
export const anId = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d15';

/** A lead of an expert. */
export const leadIds = {
  ...{ leadId: anId, referrerId: ids.expertId, referrerKind: 'expert' as const, expertId: ids.expertId },
  companyName: 'Grey Gull',
};

export const exampleKnown: Known = {
  reader: { name: 'Ana Šimić', timeZone: 'Europe/Zagreb' },
  placement: {
    id: ids.placementId,
    title: 'Storefront',
    clientName: 'Blue Heron',
    expertName: 'Ana Šimić',
    timeZone: 'Europe/Berlin',
  },
  opening: { title: 'Storefront', clientName: 'Blue Heron' },
  expert: { name: 'Ana Šimić' },
  client: { name: 'Blue Heron' },
  referrer: { name: 'Ana Šimić', hasAccount: true },
  accountExecutive: { name: 'Ann Executive', email: 'ann@shoreline.example' },
  teamLead: { name: 'Tom Lead', email: 'tom@shoreline.example' },
  baseUrl: 'http://127.0.0.1:3000',
};

const officeHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
export const usd = (amount: string) => ({ amount, currency: 'USD' });

export const exampleTerms: ContractTerms = {
  minimumExperienceYears: 5,
  minimumEnglish: 'C1',
  shortestEngagementMonths: 6,
  engagementKinds: ['full-time'],
  hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 },
  showTimeToleranceMinutes: 5,
  noShowMinutes: 30,
  breakNotices: true,
  silenceMinutes: 120,
  serviceHours: [officeHours],
  firstAnswerMinutes: 60,
  nextAnswerMinutes: 60,
  checkingUpdateMinutes: 60,
  warnAtPercent: [50, 80],
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120, aroundTheClock: true },
  mistakeToldMinutes: 30,
  oneToOneEveryDays: { expert: 14, client: 30 },
  npsEveryDays: 7,
  floorRates: { 'eu-asia': usd('50.00'), 'us-western-europe': usd('100.00') },
  settlementEveryDays: 14,
  payoutPromiseHours: 24,
  referralCommissionPercent: 25,
  commissionOnOwnHours: false,
  firstRefusalHours: 24,
  readyToStartHours: 24,
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
  billRate: usd('85.00'),
  payRate: usd('45.00'),
  expectations: [
    {
      situationId: null,
      text: 'You hear of a mistake from us, before you find it yourself.',
      term: 'mistakeToldMinutes',
    },
  ],
};

/** PM-4. An invoice just issued. */
export const exampleStanding = {
  ...{ number: 1, invoiceNumber: '2026-0042', clientId: ids.clientId },
  ...{ net: usd('1000.00'), tax: usd('200.00'), total: usd('1200.00'), credited: usd('0.00'), paid: usd('0.00') },
  parts: [],
};
