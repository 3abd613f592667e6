import { parseMoney } from '#libs/money';
import { refused } from '../test-support/refused.js';
import { programmeTerms } from '#libs/testing';
import { checkNeed, checkOpen, type NewNeed } from './opening.rules.js';

const today = '2026-03-02';
const need: NewNeed = {
  engagementKind: 'full-time',
  startsOn: today,
  durationMonths: 1,
  rateZone: 'eu-asia',
  budgetRate: parseMoney({ amount: '50', currency: 'USD' }),
};

it.each<[string, Partial<NewNeed>, string | undefined]>([
  ['what the programme offers, from today', {}, undefined],
  ['yesterday', { startsOn: '2026-03-01' }, 'placement.starts-in-the-past'],
  ['a kind the programme does not have', { engagementKind: 'hourly' }, 'placement.kind-not-offered'],
  ['under the floor', { budgetRate: parseMoney({ amount: '49.99', currency: 'USD' }) }, 'placement.below-the-floor'],
  ['the floor of the other zone', { rateZone: 'us-western-europe' }, 'placement.below-the-floor'],
  [
    'a currency without a floor',
    { budgetRate: parseMoney({ amount: '500', currency: 'EUR' }) },
    'placement.no-floor-in-currency',
  ],
  ['a day no calendar reaches', { startsOn: '9999-12-31', durationMonths: 60 }, 'placement.too-short'],
])('an opening for %s (PL-4, PL-5)', (_, change, code) => {
  expect(refused(() => checkNeed(programmeTerms, { ...need, ...change }, today))?.code).toBe(code);
});

it.each([
  [1, 'placement.too-short'],
  [5, 'placement.too-short'],
  [6, undefined],
])('%i months of a programme with at least six (PL-9)', (durationMonths, code) => {
  const terms = { ...programmeTerms, shortestEngagementMonths: 6 };
  const refusal = refused(() => checkNeed(terms, { ...need, durationMonths }, today));
  expect(refusal?.code).toBe(code);
  if (code) expect(refusal?.errors?.[0]?.field).toBe('durationMonths');
});

it('only an open opening takes offers and decisions', () => {
  expect(refused(() => checkOpen({ state: 'open' }))).toBeUndefined();
  for (const state of ['filled', 'withdrawn'] as const) {
    expect(refused(() => checkOpen({ state }))).toMatchObject({ kind: 'conflict', facts: { state } });
  }
});
