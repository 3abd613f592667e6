import { parseMoney } from '#libs/money';
import { refused } from '../test-support/refused.js';
import { contractTerms, programmeTerms } from '#libs/testing';
import type { Situation } from '../situations/expectations.rules.js';
import type { ContractTerms } from '../types.js';
import { changedTerms, checkTerms, firstTerms } from './contract-terms.rules.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const situation: Situation = {
  ...{ id: '019b76da-a800-7000-8000-000000000001', expectation: 'No question is left open.', programmes: [] },
  ...{ term: 'firstAnswerMinutes', state: 'accepted' },
};

it('a contract starts from its programme, the opening and the offer (PL-11)', () => {
  const terms = firstTerms(programmeTerms, {
    opening: {
      programme: 'delivery-method',
      engagementKind: 'full-time',
      startsOn: '2026-03-02',
      durationMonths: 6,
      rateZone: 'eu-asia',
      budgetRate: parseMoney(usd('85')),
    },
    offer: { payRate: parseMoney(usd('45')), hoursPerWeek: 40 },
    timeZone: 'Europe/Berlin',
    situations: [situation],
  });
  const { id: situationId, expectation: text, term } = situation;
  expect(terms).toEqual({ ...contractTerms, expectations: [{ situationId, text, term }] });
  expect(refused(() => checkTerms(terms))).toBeUndefined();
});

it.each<[string, Partial<ContractTerms>, string | undefined]>([
  ['at the floor', { billRate: usd('50.00') }, undefined],
  ['a cent under the floor', { billRate: usd('49.99') }, 'placement.below-the-floor'],
  ['the floor of its own zone', { rateZone: 'us-western-europe' }, 'placement.below-the-floor'],
  ['billed where no floor is', { billRate: { amount: '85.00', currency: 'EUR' } }, 'placement.no-floor-in-currency'],
  ['paid in another currency', { payRate: { amount: '45.00', currency: 'EUR' } }, 'placement.mixed-currency'],
  ['paid nothing', { payRate: usd('0.00') }, 'placement.pay-not-positive'],
  ['a month, the shortest there is', { endsOn: '2026-04-01' }, undefined],
  ['a day less than a month', { endsOn: '2026-03-31' }, 'placement.too-short'],
  ['a kind the programme does not have', { engagementKind: 'hourly' }, 'placement.kind-not-offered'],
  ['another first answer', { firstAnswerMinutes: 15 }, undefined],
])('adapted: %s (PL-5, PL-9, PL-11)', (_, change, code) => {
  expect(refused(() => checkTerms(changedTerms(contractTerms, change)))?.code).toBe(code);
});

it('amounts are kept in one spelling, and read exactly', () => {
  expect(changedTerms(contractTerms, { billRate: usd('90') }).billRate).toEqual(usd('90.00'));
  expect(refused(() => changedTerms(contractTerms, { billRate: usd('90.005') }))).toMatchObject({
    code: 'money.too-precise',
    errors: [{ field: 'change.billRate.amount' }],
  });
});
