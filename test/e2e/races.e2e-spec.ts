import { randomUUID } from 'node:crypto';
import type { Stage } from '../../deploy/demo/stage.js';
import { playWeeks } from '../../deploy/demo/weeks.js';
import { anExpert, anOffer, anOpening, aSelection, usd } from '../support/hiring.js';
import { aRunningJob, reconciled } from '../support/job.js';
import { type Answer, atOnce, type Body, everybody, type Person, tally } from '../support/person.js';
import { testNetwork, type TestNetwork } from '../support/test-network.js';

let network: TestNetwork;
let stage: Stage;
let admin: Person, elena: Person, payroll: Person, hanna: Person, ray: Person, priya: Person;
let ada: Person, marc: Person, ravi: Person;

/** After two weeks: the first one is settled, the second one approved; it is Monday, 14:00 UTC. */
const today = '2026-03-16';

beforeAll(async () => {
  network = await testNetwork({ clockStart: '2026-03-02T07:00:00Z', env: { LOGIN_LIMIT_PER_MINUTE: '1000' } });
  stage = await aRunningJob(network);
  await playWeeks(stage, 2);
  ({ admin, elena, payroll, hanna, ray, priya, ada, marc, ravi } = await everybody(network));
});
afterAll(() => network?.stop());

/** One did it, all others were told why not. */
const oneWon = (answers: Answer[], won: string, ...lost: string[]): void => {
  const { [won]: winners, ...losers } = tally(answers);
  expect({ winners, losers: Object.keys(losers).sort() }).toEqual({ winners: 1, losers: lost.sort() });
};

const moneyOf = async ({ id }: Person): Promise<{ available: number; reserved: number }> => {
  const { balances } = await admin.must('GET', `/experts/${id}/balances`);
  const [{ available, reserved }] = balances as [Record<'available' | 'reserved', { amount: string }>];
  return { available: Number(available.amount), reserved: Number(reserved.amount) };
};
const payout = (amount: string) => ({ amount: usd(amount) });
const newAccount = { kind: 'iban', holder: 'Marc Dubois', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' };

describe('money (PM-3, PM-5, PM-6, PM-8)', () => {
  it('fifty equal payout requests make one payout', async () => {
    const before = await moneyOf(marc);
    const key = randomUUID();
    const answers = await atOnce(50, () => marc.post('/payouts', payout('100.00'), { key }));
    const given = answers.filter(({ status }) => status === 201);
    expect(new Set(given.map(({ body }) => body.id)).size).toBe(1);
    expect(Object.keys(tally(answers)).filter((outcome) => outcome !== '201')).toEqual(
      given.length === 50 ? [] : ['409 idempotency.in-progress'],
    );
    expect(await moneyOf(marc)).toEqual({ available: before.available - 100, reserved: before.reserved + 100 });

    expect((await marc.post('/payouts', payout('100.01'), { key })).outcome).toBe('422 idempotency.key-reused');
    const other = await ada.post('/payouts', payout('1.00'), { key });
    expect(other.body.id).not.toBe(given[0]!.body.id);
  });

  it('twenty payouts that together exceed the balance never take more than there is', async () => {
    const before = await moneyOf(ada);
    const answers = await atOnce(20, () => ada.post('/payouts', payout('300.00')));
    const fit = Math.floor(before.available / 300);
    expect(tally(answers)).toEqual({ '201': fit, '422 payments.insufficient-balance': 20 - fit });
    expect(await moneyOf(ada)).toEqual({
      available: before.available - 300 * fit,
      reserved: before.reserved + 300 * fit,
    });
  });

  it('a payout to bank details that change meanwhile goes to the old ones, or waits for a second person', async () => {
    const { masked: old } = await marc.must('GET', `/experts/${marc.id}/bank-details`);
    const path = `/experts/${marc.id}/bank-details`;
    const changed = marc.send('PUT', path, { body: newAccount });
    const answers = await atOnce(10, () => marc.post('/payouts', payout('1.00')));
    expect((await changed).status).toBe(200);
    for (const { body } of answers) expect(body.state).toBe(body.bankAccount === old ? 'approved' : 'requested');
  });

  it('of approving, rejecting and cancelling at once one happens', async () => {
    const { id, state } = await marc.must('POST', '/payouts', payout('10.00'));
    expect(state).toBe('requested');
    const reason = { reason: 'Looked at.' };
    const deciders = [elena, admin, elena, admin].map((who) => who.post(`/payouts/${id}/approval`, reason));
    const others = [elena.post(`/payouts/${id}/rejection`, reason), marc.post(`/payouts/${id}/cancellation`, reason)];
    oneWon(await Promise.all([...deciders, ...others]), '200', '409 payments.payout-state');
  });

  it('paid and failed at once: payroll is believed once, and the money is in one place', async () => {
    const before = await moneyOf(marc);
    const { id } = await marc.must('POST', '/payouts', payout('10.00'));
    await elena.must('POST', `/payouts/${id}/approval`, { reason: 'The account was checked.' });
    const said = [
      { outcome: 'paid', bankReference: 'N-1' },
      { outcome: 'failed', reason: 'closed' },
    ];
    const answers = await atOnce(10, (index) => payroll.post(`/payouts/${id}/payroll-answers`, said[index % 2]));
    expect(tally(answers)).toEqual({ '200': 5, '409 payments.payout-state': 5 });
    const { state } = await marc.must('GET', `/payouts/${id}`);
    const paid = state === 'paid' ? 10 : 0;
    expect(await moneyOf(marc)).toEqual({ ...before, available: before.available - paid });
  });

  it('ten settlements at once are the one of the period', async () => {
    const answers = await atOnce(10, (index) => [elena, admin][index % 2]!.post('/settlement-runs'));
    expect(tally(answers)).toEqual({ '201': 10 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });
});

describe('hours (TS-4 to TS-7)', () => {
  let task: Body;
  const entry = (about: object) => ada.post('/entries', { taskId: task.id, ...about });
  beforeAll(async () => {
    const { items } = await ada.must('GET', `/boards/${stage.placement('harbour')}/tasks`);
    task = items[0]!;
  });

  it('of ten entries over the same time one is kept', async () => {
    const span = { startedAt: `${today}T06:00:00Z`, endedAt: `${today}T06:30:00Z` };
    oneWon(await atOnce(10, () => entry(span)), '201', '409 timesheet.overlap');
  });

  it('a day never gets more than its 24 hours', async () => {
    const answers = await atOnce(20, () => entry({ day: today, minutes: 100 }));
    expect(tally(answers)).toEqual({ '201': 14, '422 timesheet.day-too-long': 6 });
  });

  it('ten timers started leave one running, which stops once', async () => {
    expect(tally(await atOnce(10, () => ada.post('/timer', { taskId: task.id })))).toEqual({ '201': 10 });
    oneWon(await atOnce(5, () => ada.post('/timer/stop', { discard: true })), '201', '409 timesheet.no-timer');
  });

  it('an import committed ten times at once comes in once', async () => {
    const file = `Date,Client,Project,Task,Notes,Hours,First Name,Last Name\n${today},L,P,Basket,,1.5,Ravi,Menon\n`;
    const { id } = await ravi.must('POST', `/boards/${stage.placement('lumen')}/imports`, { file });
    expect(tally(await atOnce(10, () => ravi.post(`/imports/${id}/commit`)))).toEqual({ '200': 10 });
    const { items } = await ravi.must('GET', `/entries?from=${today}`);
    expect(items.map(({ minutes }) => minutes)).toEqual([90]);
  });

  it('of ten edits of a task one is kept', async () => {
    const edit = (index: number) =>
      hanna.send('PATCH', `/tasks/${task.id}`, { body: { title: `Title ${index}` }, version: task.version });
    task = await hanna.must('GET', `/tasks/${task.id}`);
    oneWon(await atOnce(10, edit), '200', '412 request.stale');
  });

  it('edit against approve, and client against AE: the week is decided once, as it was submitted', async () => {
    const placementId = stage.placement('harbour');
    const sheet = await ada.must('POST', '/sheets', { placementId, week: today });
    const [line] = (await ada.must('GET', `/entries?sheetId=${sheet.id}`)).items;
    const path = `/sheets/${sheet.id}/reviews`;
    const answers = await Promise.all([
      hanna.post(path, { approveRest: true }),
      elena.post(path, { approveRest: true, evidence: 'Her mail of today' }),
      hanna.post(path, { approveRest: true }),
      ada.send('PATCH', `/entries/${line!.id}`, { body: { minutes: 1 }, version: line!.version }),
    ]);
    oneWon(answers, '200', '409 timesheet.nothing-to-decide', '409 timesheet.week-locked');
    expect(await ada.must('GET', `/sheets/${sheet.id}`)).toMatchObject({ state: 'approved', minutes: sheet.minutes });
  });
});

describe('placements (PL-6, PL-8, PL-9, PL-11)', () => {
  const agreement = ({ id }: Body): string => `/placements/${id}/contracts/1/agreements`;

  it('of decisions of the client and decisions the AE records one counts', async () => {
    const [eva, max] = [await anExpert(stage, 'Eva'), await anExpert(stage, 'Max')];
    const opening = await anOpening(priya, today);
    const offers = [await anOffer(eva, opening), await anOffer(max, opening)];
    const answers = await Promise.all([
      ...offers.map((offer) => priya.post('/selections', { offerId: offer.id })),
      ...offers.map((offer) => elena.post('/selections', { offerId: offer.id, evidence: 'Her mail of today' })),
    ]);
    oneWon(answers, '201', '409 placement.opening-not-open');
    const { items } = await admin.must('GET', `/offers?openingId=${opening.id}`);
    expect(items.map(({ state }) => state).sort()).toEqual(['not-selected', 'selected']);
  });

  it('an adaptation voids agreements that come at the same moment, or comes too late', async () => {
    const kai = await anExpert(stage, 'Kai');
    const placement = await aSelection(priya, kai, today);
    const path = `/placements/${placement.id}/contracts/1`;
    const adapt = (index: number) =>
      [elena, admin][index % 2]!.send('PATCH', path, { body: { weeklyCapMinutes: 2_400 + index }, version: 1 });
    oneWon(await atOnce(10, adapt), '200', '412 request.stale');

    const [, client, expert] = await Promise.all([
      elena.send('PATCH', path, { body: { weeklyCapMinutes: 2_500 }, version: 2 }),
      priya.post(agreement(placement), {}, { version: 2 }),
      kai.post(agreement(placement), {}, { version: 2 }),
    ]);
    const { state, agreements } = await admin.must('GET', path);
    const both = [client, expert].every(({ status }) => status === 200);
    if (state === 'agreed') expect(both).toBe(true);
    else expect(agreements).toEqual([]);
  });

  it('one expert agrees to two full-time contracts at once: one binds, and is activated once', async () => {
    const ida = await anExpert(stage, 'Ida');
    const placements = [await aSelection(priya, ida, today), await aSelection(ray, ida, today)];
    await priya.must('POST', agreement(placements[0]!), {}, 1);
    await ray.must('POST', agreement(placements[1]!), {}, 1);
    const answers = await Promise.all(placements.map((each) => ida.post(agreement(each), {}, { version: 1 })));
    oneWon(answers, '200', '409 placement.above-capacity');
    const bound = placements[answers.findIndex(({ status }) => status === 200)]!;
    const activations = await atOnce(6, (index) =>
      [elena, admin][index % 2]!.post(`/placements/${bound.id}/activation`),
    );
    oneWon(activations, '200', '409 placement.wrong-state');
  });
});

it('PM-12: after all of it the books agree', async () => {
  expect((await reconciled(stage)).ok).toBe(true);
});
