import { usd } from './hiring.js';

/** The first day of every placement in the test; it is 08:00 UTC. */
export const today = '2026-03-23';

/** TS-4. Hours nobody can have worked, with the refusal and the fields it names. */
export const badHours: [about: object, refused: string][] = [
  [{ day: today, minutes: 0 }, '422 timesheet.minutes-not-positive minutes'],
  [{ day: today, minutes: -1 }, '422 timesheet.minutes-not-positive minutes'],
  [{ day: today, minutes: 1_441 }, '422 timesheet.day-too-long minutes'],
  [{ day: today, minutes: 25 * 60 }, '422 timesheet.day-too-long minutes'],
  [{ day: today, minutes: 25 * 60 + 1 }, '422 request.invalid minutes'],
  [{ day: today, minutes: 1.5 }, '422 request.invalid minutes'],
  [{ day: today, minutes: 1e308 }, '422 request.invalid minutes'],
  [{ day: today, minutes: 'NaN' }, '422 request.invalid minutes'],
  [{ day: today, minutes: null }, '422 request.invalid minutes'],
  [{ day: '2026-03-24', minutes: 1 }, '422 timesheet.in-the-future day'],
  [{ day: '2026-03-22', minutes: 1 }, '422 timesheet.outside-placement day'],
  [{ day: '2026-02-30', minutes: 1 }, '422 request.invalid day'],
  [{ day: '0001-01-01', minutes: 1 }, '422 request.invalid day'],
  [{ day: '9999-12-31', minutes: 1 }, '422 request.invalid day'],
  [{ day: today }, '422 request.invalid minutes'],
  [{ day: today, minutes: 1, startedAt: `${today}T06:00:00Z` }, '422 request.invalid startedAt'],
  [{ startedAt: `${today}T06:00:00Z`, endedAt: `${today}T06:00:00Z` }, '422 timesheet.minutes-not-positive endedAt'],
  [{ startedAt: `${today}T06:00:00Z`, endedAt: `${today}T05:00:00Z` }, '422 timesheet.minutes-not-positive endedAt'],
  [{ startedAt: `${today}T06:00:30Z`, endedAt: `${today}T07:00:00Z` }, '422 timesheet.not-whole-minutes startedAt'],
  [{ startedAt: `${today}T07:30:00Z`, endedAt: `${today}T08:01:00Z` }, '422 timesheet.in-the-future endedAt'],
  [{ startedAt: '0000-01-01T00:00:00Z', endedAt: `${today}T08:00:00Z` }, '422 request.invalid startedAt'],
  [{ startedAt: '1900-01-01T00:00:00Z', endedAt: `${today}T08:00:00Z` }, '422 timesheet.too-long endedAt'],
  [{ day: today, minutes: 1, placementId: 'x' }, '422 request.invalid placementId'],
];

const euros = { amount: '1.00', currency: 'EUR' };
/** PM-5. Amounts nobody can ask for who has nothing. */
export const badAmounts: [amount: unknown, refused: string][] = [
  [usd('0.005'), '422 money.too-precise amount'],
  [usd('0'), '422 payments.amount-not-positive amount'],
  [usd('-1.00'), '422 payments.amount-not-positive amount'],
  [usd('1e3'), '422 request.invalid amount.amount'],
  [usd('NaN'), '422 request.invalid amount.amount'],
  [usd('1,000.00'), '422 request.invalid amount.amount'],
  [usd('٣'), '422 request.invalid amount.amount'],
  [usd('90071992547409.93'), '422 payments.insufficient-balance'],
  [usd('9999999999999999'), '422 payments.insufficient-balance'],
  [usd('99999999999999999999'), '422 request.invalid amount.amount'],
  [{ amount: 1, currency: 'USD' }, '422 request.invalid amount.amount'],
  [{ amount: '1.00', currency: 'XXX' }, '422 money.unknown-currency currency'],
  [{ amount: '1.00', currency: 'usd' }, '422 request.invalid amount.currency'],
  [euros, '422 payments.insufficient-balance'],
  [{ ...usd('1.00'), rate: 2 }, '422 request.invalid amount.rate'],
  ['1.00', '422 request.invalid amount'],
];

/** PL-5. Rates no client can offer. */
export const badRates: [rate: object, code: string][] = [
  [usd('49.99'), 'placement.below-the-floor'],
  [euros, 'placement.no-floor-in-currency'],
  [usd('50.005'), 'money.too-precise'],
  [usd('10000000000.01'), 'placement.rate-too-large'],
];

/** Tasks with what no text, number or member of a task is. */
export const badTasks: [about: object, refused: string][] = [
  [{ title: 'a\0b' }, '422 request.invalid title'],
  [{ title: '\ud800' }, '422 request.invalid title'],
  [{ title: ' \t ' }, '422 request.invalid title'],
  [{ title: 'x'.repeat(10_000) }, '422 request.invalid title'],
  [{ title: ['Title'] }, '422 request.invalid title'],
  [{ title: { toString: 'x' } }, '422 request.invalid title'],
  [{ estimateMinutes: 2 ** 31 }, '422 request.invalid estimateMinutes'],
  [{ column: 'done', id: 'x' }, '422 request.invalid column id'],
];

const deep = '{"title":'.repeat(50_000) + '1' + '}'.repeat(50_000);
/** Bodies that are no task at all. */
export const badBodies: [name: string, text: string, refused: string][] = [
  ['half a body', '{"title":', '400 request.malformed'],
  ['an empty body', ' ', '400 request.malformed'],
  ['a list', '[]', '422 request.invalid '],
  ['null', 'null', '422 request.invalid '],
  ['a poisoned prototype', '{"title":"x","__proto__":{"role":"admin"}}', '400 request.malformed'],
  ['a poisoned constructor', '{"title":"x","constructor":{"prototype":{}}}', '400 request.malformed'],
  ['a deep body', deep, '422 request.invalid title'],
];

const cursor = (...position: string[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');
/** Paths and queries that ask for nothing there is. */
export const badQueries: [path: string, refused: string][] = [
  ['/entries?limit=0', '400 request.malformed-query limit'],
  ['/entries?limit=1e3', '400 request.malformed-query limit'],
  ['/entries?from=2026-02-30', '400 request.malformed-query from'],
  ['/entries?sort=id;drop', '400 request.malformed-query sort'],
  ['/entries?taskld=x&page=2', '400 request.malformed-query taskld page'],
  ['/entries?state=open&state=approved', '400 request.malformed-query state'],
  ['/entries?cursor=%00', '400 request.bad-cursor cursor'],
  [`/entries?cursor=${cursor('day', '\0', '\0')}`, '400 request.bad-cursor cursor'],
  [`/entries?cursor=${cursor('day', '999999999-01-01', 'x')}`, '400 request.bad-cursor cursor'],
  [`/entries?cursor=${'A'.repeat(501)}`, '400 request.malformed-query cursor'],
  [`/boards?clientId=${'a'.repeat(10_000)}`, '400 request.malformed-query clientId'],
  [`/journal?cursor=${cursor('-number', '9'.repeat(20), 'x')}`, '400 request.bad-cursor cursor'],
  [`/accounts?cursor=${cursor('name', '\0', 'x')}`, '400 request.bad-cursor cursor'],
  ['/entries/%ff', '400 request.malformed'],
  ['/entries/..%2fclock', '400 request.malformed-id id'],
  [`/entries/${'a'.repeat(200)}`, '414 request.uri-too-long'],
];
