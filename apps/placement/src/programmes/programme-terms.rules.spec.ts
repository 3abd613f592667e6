import { refused } from '../test-support/refused.js';
import { programmeTerms } from '#libs/testing';
import { checkProgrammeTerms } from './programme-terms.rules.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });

it.each([
  ['the seeded terms', {}, undefined],
  ['a floor of zero', { floorRates: { 'eu-asia': usd('0.00'), 'us-western-europe': usd('1') } }, undefined],
  [
    'a floor below zero',
    { floorRates: { 'eu-asia': usd('-0.01'), 'us-western-europe': usd('1') } },
    ['terms.floorRates.eu-asia'],
  ],
  [
    'a warning after its term, and a kind named twice',
    {
      productionBugFix: { withinMinutes: 60, warnAtMinutes: 61, aroundTheClock: true },
      engagementKinds: ['hourly' as const, 'hourly' as const],
    },
    ['terms.productionBugFix.warnAtMinutes', 'terms.engagementKinds'],
  ],
])('%s', (_, change, fields) => {
  const refusal = refused(() => checkProgrammeTerms({ ...programmeTerms, ...change }));
  expect(refusal?.errors?.map(({ field }) => field)).toEqual(fields);
});

it('a floor is in a currency of the network', () => {
  const floorRates = { 'eu-asia': usd('50'), 'us-western-europe': { amount: '50', currency: 'XXX' } };
  expect(refused(() => checkProgrammeTerms({ ...programmeTerms, floorRates }))).toMatchObject({
    code: 'money.unknown-currency',
    errors: [{ field: 'terms.floorRates.us-western-europe.currency' }],
  });
});
