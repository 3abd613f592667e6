import type { Actor } from '#libs/access';
import {
  adaptContract,
  getContract,
  getProgramme,
  listClients,
  listExperts,
  listOpenings,
  makeOffer,
  registerClient,
  type RpcContract,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { anAe, anExpert, terms } from './test-support/builders.js';
import { startPlacement } from './test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const company = { name: 'Werft', country: 'DE', timeZone: 'Europe/Berlin' };
const contract = { placementId: newId(), number: 1, version: 1 };

/** What Postgres can't take is refused before it gets there, never answered with a fault of ours. */
const cases: [string, RpcContract, Actor, unknown][] = [
  ['a null character in a search', listClients, anAe(), { q: 'a\u0000' }],
  ['a null character in a filter', listExperts, anAe(), { skill: '\u0000' }],
  ['half a character in a filter', listOpenings, anAe(), { skill: '\ud800' }],
  ['half a character in a name', registerClient, anAe(), { ...company, name: 'Werft \ud83d' }],
  ['half a character in a note', makeOffer, anExpert(), { openingId: newId(), offer: terms({ note: '\udc00' }) }],
  ['a version beyond an integer', getProgramme, anAe(), { id: 'network', version: 2 ** 40 }],
  ['a number beyond an integer', getContract, anAe(), { placementId: newId(), number: 2 ** 31 }],
  ['a number that is none', getContract, anAe(), { placementId: newId(), number: 'NaN' }],
  ['a day before all calendars', adaptContract, anAe(), { ...contract, change: { startsOn: '0000-01-01' } }],
  ['a term beyond all calendars', adaptContract, anAe(), { ...contract, change: { readyToStartHours: 9e15 } }],
  ['a day that is none', adaptContract, anAe(), { ...contract, change: { endsOn: '2026-02-29' } }],
  ['an id that is none', getContract, anAe(), { placementId: "' or true --", number: 1 }],
  ['hours in infinity', makeOffer, anExpert(), { openingId: newId(), offer: terms({ hoursPerWeek: 1e308 }) }],
];

it.each(cases)('%s is refused by its schema', async (_, rpc, actor, input) => {
  expect(await service.refusal(rpc, actor, input)).toMatchObject({
    code: 'request.invalid',
    kind: 'invalid',
  });
});
