/** The people and companies of the demonstration. Everybody's password is the same: they are not real. */
export const PASSWORD = 'shoreline-demo-2026';

export const staff = [
  { email: 'elena.marsh@shoreline.local', name: 'Elena Marsh', role: 'account-executive' },
  { email: 'tom.becker@shoreline.local', name: 'Tom Becker', role: 'team-lead' },
  { email: 'payroll@shoreline.local', name: 'Payroll', role: 'payroll' },
  { email: 'june@juniper.example', name: 'Juniper Partners', role: 'partner' },
] as const;

export const clients = {
  harbour: {
    company: { name: 'Harbour Analytics', country: 'DE', timeZone: 'Europe/Berlin' },
    contact: { name: 'Hanna Vogt', email: 'hanna.vogt@harbour.example' },
  },
  northwind: {
    company: { name: 'Northwind Robotics', country: 'US', timeZone: 'America/New_York' },
    contact: { name: 'Ray Keller', email: 'ray.keller@northwind.example' },
  },
  lumen: {
    company: { name: 'Lumen Books', country: 'GB', timeZone: 'Europe/London' },
    contact: { name: 'Priya Shah', email: 'priya.shah@lumen.example' },
  },
} as const;
export type ClientName = keyof typeof clients;

/** Lumen Books has two people who are asked how the week was. */
export const secondContact = { name: 'Owen Reed', email: 'owen.reed@lumen.example' };

const usd = (amount: string) => ({ amount, currency: 'USD' });

export const experts = {
  ada: {
    email: 'ada.kowalska@experts.example',
    programme: 'delivery-method',
    application: {
      givenName: 'Ada',
      familyName: 'Kowalska',
      skills: [
        { name: 'TypeScript', years: 7 },
        { name: 'PostgreSQL', years: 6 },
      ],
      experienceYears: 8,
      english: 'C1',
      country: 'PL',
      timeZone: 'Europe/Warsaw',
      engagementKinds: ['full-time', 'part-time'],
      payRate: usd('52.50'),
    },
    bank: { kind: 'iban', holder: 'Ada Kowalska', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  },
  marc: {
    email: 'marc.dubois@experts.example',
    programme: 'client-based',
    application: {
      givenName: 'Marc',
      familyName: 'Dubois',
      skills: [
        { name: 'Go', years: 9 },
        { name: 'Kubernetes', years: 5 },
      ],
      experienceYears: 11,
      english: 'C1',
      country: 'FR',
      timeZone: 'Europe/Paris',
      engagementKinds: ['full-time'],
      payRate: usd('78.00'),
    },
    bank: { kind: 'iban', holder: 'Marc Dubois', iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPPPAR' },
  },
  ravi: {
    email: 'ravi.menon@experts.example',
    programme: 'network',
    application: {
      givenName: 'Ravi',
      familyName: 'Menon',
      skills: [{ name: 'React', years: 4 }],
      experienceYears: 5,
      english: 'B2',
      country: 'IN',
      timeZone: 'Asia/Kolkata',
      engagementKinds: ['part-time', 'hourly'],
      payRate: usd('31.33'),
    },
    bank: { kind: 'us', holder: 'Ravi Menon', routingNumber: '021000021', accountNumber: '9876543210' },
  },
  olena: {
    email: 'olena.hnatiuk@experts.example',
    programme: 'delivery-method',
    application: {
      givenName: 'Olena',
      familyName: 'Hnatiuk',
      skills: [
        { name: 'TypeScript', years: 4 },
        { name: 'PostgreSQL', years: 3 },
      ],
      experienceYears: 4,
      english: 'B2',
      country: 'UA',
      timeZone: 'Europe/Kyiv',
      engagementKinds: ['full-time', 'part-time'],
      payRate: usd('45.00'),
    },
    bank: { kind: 'iban', holder: 'Olena Hnatiuk', iban: 'GB29NWBK60161331926819', bic: 'NWBKGB2LXXX' },
  },
  viktor: {
    email: 'viktor.sabo@experts.example',
    programme: 'network',
    application: {
      givenName: 'Viktor',
      familyName: 'Sabo',
      skills: [{ name: 'Python', years: 6 }],
      experienceYears: 7,
      english: 'B2',
      country: 'HU',
      timeZone: 'Europe/Budapest',
      engagementKinds: ['part-time', 'hourly'],
      payRate: usd('33.00'),
    },
    bank: { kind: 'iban', holder: 'Viktor Sabo', iban: 'HU42117730161111101800000000', bic: 'OTPVHUHBXXX' },
  },
} as const;
export type ExpertName = keyof typeof experts;

/** Applies, and is refused for it: two years and B1 are under every bar. */
export const newcomer = {
  email: 'tim.young@experts.example',
  application: {
    givenName: 'Tim',
    familyName: 'Young',
    skills: [{ name: 'JavaScript', years: 2 }],
    experienceYears: 2,
    english: 'B1',
    country: 'IE',
    timeZone: 'Europe/Dublin',
    engagementKinds: ['full-time'],
    payRate: usd('30.00'),
  },
} as const;

/** What each client needs; `startsOn` is the Monday the story begins with. */
export const openings = {
  harbour: {
    programme: 'delivery-method',
    title: 'Ingestion pipeline',
    description: 'Take in sensor data from forty ports, keep it clean, show it within a minute.',
    skills: [
      { name: 'TypeScript', minimumYears: 4 },
      { name: 'PostgreSQL', minimumYears: 3 },
    ],
    engagementKind: 'full-time',
    hoursPerWeek: 40,
    durationMonths: 6,
    rateZone: 'eu-asia',
    budgetRate: usd('85.00'),
  },
  northwind: {
    programme: 'client-based',
    title: 'Fleet controller',
    description: 'A controller for two thousand warehouse robots, on Kubernetes at the edge.',
    skills: [{ name: 'Go', minimumYears: 5 }],
    engagementKind: 'full-time',
    hoursPerWeek: 40,
    durationMonths: 9,
    rateZone: 'us-western-europe',
    budgetRate: usd('120.00'),
  },
  lumen: {
    programme: 'network',
    title: 'Shop front',
    description: 'A faster shop front, page by page, a few hours a week.',
    skills: [{ name: 'React', minimumYears: 3 }],
    engagementKind: 'hourly',
    hoursPerWeek: 12,
    durationMonths: 3,
    rateZone: 'eu-asia',
    budgetRate: usd('61.99'),
  },
} as const;

/** Who offers for which opening, and who is chosen. */
export const offers: Record<ClientName, { offering: ExpertName[]; chosen: ExpertName }> = {
  harbour: { offering: ['ada', 'olena'], chosen: 'ada' },
  northwind: { offering: ['marc'], chosen: 'marc' },
  lumen: { offering: ['ravi'], chosen: 'ravi' },
};

export const tasks: Record<ClientName, { title: string; estimateMinutes: number }[]> = {
  harbour: [
    { title: 'Port adapter', estimateMinutes: 9_600 },
    { title: 'Cleaning rules', estimateMinutes: 12_000 },
    { title: 'Live view', estimateMinutes: 14_400 },
  ],
  northwind: [
    { title: 'Robot protocol', estimateMinutes: 12_000 },
    { title: 'Route planner', estimateMinutes: 24_000 },
  ],
  lumen: [{ title: 'Product page', estimateMinutes: 3_000 }],
};
