import {
  applyAsExpert,
  certifyExpert,
  changeExpert,
  getExpert,
  listExperts,
  placementEvents,
  reinstateExpert,
  screenExpert,
  suspendExpert,
  terminateExpert,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  agreed,
  anAdmin,
  anAe,
  anExpert,
  anOffer,
  anOpening,
  aPartner,
  application,
  aSelection,
  aTeamLead,
  usd,
} from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

describe('applying (PL-1)', () => {
  it('makes an expert whose id is its account', async () => {
    const expert = anExpert();
    const view = await service.ask(applyAsExpert, expert, application());
    expect(view).toMatchObject({
      id: expert.id,
      stage: 'applied',
      programmes: [],
      rateZone: 'eu-asia',
      weeklyCapacityHours: 40,
      payRate: usd('45.00'),
      history: [{ state: 'applied', by: 'Ana Šimić', byRole: 'expert', reason: null }],
    });
    expect(await service.told(placementEvents.expertApplied)).toContainEqual({
      expertId: expert.id,
      name: 'Ana Šimić',
      country: 'RS',
      timeZone: 'Europe/Belgrade',
      teamLeadId: null,
    });
    expect(await service.refusal(applyAsExpert, expert, application())).toMatchObject({
      code: 'placement.already-applied',
      kind: 'conflict',
    });
  });

  it('is done by staff for an account it names', async () => {
    const expertId = newId();
    expect((await service.ask(applyAsExpert, anAe(), application({ expertId }))).id).toBe(expertId);
    expect(await service.refusal(applyAsExpert, anAe(), application())).toMatchObject({
      code: 'placement.expert-missing',
      errors: [{ field: 'expertId' }],
    });
  });

  it('is done for nobody else', async () => {
    const foreign = application({ expertId: newId() });
    expect(await service.refusal(applyAsExpert, anExpert(), foreign)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(applyAsExpert, aClientUser(), foreign)).toMatchObject({ kind: 'forbidden' });
  });

  it.each([
    ['US', 'us-western-europe'],
    ['DE', 'us-western-europe'],
    ['GB', 'us-western-europe'],
    ['PL', 'eu-asia'],
    ['IN', 'eu-asia'],
    ['CA', 'eu-asia'],
    ['ZZ', 'eu-asia'],
  ])('from %s puts the expert into the zone %s', async (country, rateZone) => {
    const expert = anExpert();
    expect(await service.ask(applyAsExpert, expert, application({ country }))).toMatchObject({ rateZone });
  });

  it.each([
    [{ payRate: usd('0.00') }, 'placement.pay-not-positive'],
    [{ payRate: usd('45.005') }, 'money.too-precise'],
    [{ payRate: { amount: '45', currency: 'XXX' } }, 'money.unknown-currency'],
    [{ skills: [...application().skills, { name: ' typescript', years: 1 }] }, 'placement.skill-named-twice'],
    [{ skills: [] }, 'request.invalid'],
    [{ timeZone: 'Mars/Olympus' }, 'request.invalid'],
    [{ payRate: usd('90071992547409.93') }, 'placement.rate-too-large'],
  ])('with %j is refused with %s', async (about, code) => {
    expect(await service.refusal(applyAsExpert, anExpert(), application(about))).toMatchObject({
      code,
      kind: 'invalid',
    });
  });

  it('keeps the largest rate there is and fractions of a year exactly', async () => {
    const expert = anExpert();
    const payRate = usd('10000000000.00');
    const view = await service.ask(applyAsExpert, expert, application({ payRate, experienceYears: 4.9999999999 }));
    expect(view).toMatchObject({ payRate, experienceYears: 4.9999999999 });
  });
});

describe('certification (PL-1)', () => {
  it('names each bar the expert misses, by programme, and certifies for the programme whose bars it reaches', async () => {
    const { id } = await service.ask(applyAsExpert, anExpert(), application({ experienceYears: 4, english: 'B2' }));
    await service.ask(screenExpert, anAe(), { id });
    expect(await service.refusal(certifyExpert, anAe(), { id, programme: 'client-based' })).toMatchObject({
      code: 'placement.below-the-bar',
      errors: [{ field: 'experienceYears' }, { field: 'english' }],
      facts: {
        bars: [
          { field: 'experienceYears', required: 5, actual: 4 },
          { field: 'english', required: 'C1', actual: 'B2' },
        ],
      },
    });
    const view = await service.ask(certifyExpert, anAe(), { id, programme: 'network' });
    expect(view).toMatchObject({ stage: 'certified', programmes: ['network'] });
    expect(await service.refusal(certifyExpert, anAe(), { id, programme: 'network' })).toMatchObject({
      code: 'placement.already-certified',
    });
  });

  it('keeps who, when and why of every stage, and tells each', async () => {
    const { id } = await aCertifiedExpert(service);
    await service.ask(suspendExpert, aTeamLead(), { id, reason: 'Not reachable for two weeks.' });
    await service.ask(reinstateExpert, anAe(), { id, reason: 'Back from hospital.' });
    const leaves = { id, reason: 'Asked to leave.', ownWish: 'I found other work.' };
    const view = await service.ask(terminateExpert, anAdmin(), leaves);
    expect(view.history.map(({ state, byRole, reason }) => [state, byRole, reason])).toEqual([
      ['applied', 'expert', null],
      ['screening', 'account-executive', null],
      ['certified', 'account-executive', 'Over the bars of delivery-method, version 1.'],
      ['suspended', 'team-lead', 'Not reachable for two weeks.'],
      ['certified', 'account-executive', 'Back from hospital.'],
      ['terminated', 'admin', 'Asked to leave. Its own wish: “I found other work.”'],
    ]);
    const told = (await service.told(placementEvents.expertStageChanged)).filter((each) => each.expertId === id);
    expect(told.map(({ stage, programme }) => [stage, programme])).toEqual([
      ['screening', null],
      ['certified', 'delivery-method'],
      ['suspended', null],
      ['certified', null],
      ['terminated', null],
    ]);
    expect(await service.refusal(reinstateExpert, anAe(), { id, reason: 'Why not?' })).toMatchObject({
      code: 'placement.wrong-stage',
    });
  });

  it('ends by a decided proposal (PL-14); an applicant is terminated as it is', async () => {
    const { id } = await aCertifiedExpert(service);
    const input = { id, reason: 'Missed updates.' };
    const refusal = { code: 'placement.termination-needs-decision', kind: 'conflict', facts: { stage: 'certified' } };
    for (const actor of [anAdmin(), anAe(), aTeamLead()]) {
      expect(await service.refusal(terminateExpert, actor, input)).toMatchObject(refusal);
    }
    await service.ask(suspendExpert, anAe(), { id, reason: 'We look into it.' });
    expect(await service.refusal(terminateExpert, anAe(), input)).toMatchObject({ code: refusal.code });
    const applicant = await service.ask(applyAsExpert, anExpert(), application());
    const refusedOne = { id: applicant.id, reason: 'Too little experience.' };
    expect(await service.ask(terminateExpert, anAe(), refusedOne)).toMatchObject({ stage: 'terminated' });
  });

  it('is for staff', async () => {
    const { id } = await service.ask(applyAsExpert, anExpert(), application());
    for (const actor of [anExpert(id), aClientUser(), aPartner()]) {
      expect(await service.refusal(screenExpert, actor, { id })).toMatchObject({ kind: 'forbidden' });
      expect(await service.refusal(certifyExpert, actor, { id, programme: 'network' })).toMatchObject({
        kind: 'forbidden',
      });
      expect(await service.refusal(terminateExpert, actor, { id, reason: 'no' })).toMatchObject({ kind: 'forbidden' });
    }
  });

  it('is for a programme there is', async () => {
    const { id } = await service.ask(applyAsExpert, anExpert(), application());
    expect(await service.refusal(certifyExpert, anAe(), { id, programme: 'nobodys' })).toMatchObject({
      code: 'placement.no-such-programme',
      errors: [{ field: 'programme' }],
    });
  });
});

describe('the profile', () => {
  it('is changed by the expert in the version it read; the zone follows the country', async () => {
    const expert = anExpert();
    await service.ask(applyAsExpert, expert, application());
    const change = { country: 'US', timeZone: 'America/New_York', payRate: usd('60') };
    const view = await service.ask(changeExpert, expert, { id: expert.id, version: 1, change });
    expect(view).toMatchObject({
      version: 2,
      rateZone: 'us-western-europe',
      payRate: usd('60.00'),
      familyName: 'Šimić',
    });
    expect(await service.refusal(changeExpert, expert, { id: expert.id, version: 1, change })).toMatchObject({
      code: 'request.stale',
    });
  });

  it('keeps what certification established from the expert, not from staff', async () => {
    const expert = await aCertifiedExpert(service);
    const input = { id: expert.id, version: 3, change: { experienceYears: 30 } };
    expect(await service.refusal(changeExpert, expert, input)).toMatchObject({ code: 'placement.certified-fact' });
    expect(await service.ask(changeExpert, anAe(), input)).toMatchObject({ experienceYears: 30 });
  });

  it('gets its team lead from staff, who tells it', async () => {
    const expert = anExpert();
    await service.ask(applyAsExpert, expert, application());
    const change = { id: expert.id, version: 1, change: { teamLeadId: newId() } };
    expect(await service.refusal(changeExpert, expert, change)).toMatchObject({ kind: 'forbidden' });
    expect(await service.ask(changeExpert, anAe(), change)).toMatchObject({ ...change.change, version: 2 });
    expect(await service.told(placementEvents.expertChanged)).toContainEqual(
      expect.objectContaining({ expertId: expert.id, ...change.change }),
    );
  });

  it('takes back no hours that were promised (PL-9)', async () => {
    const expert = await aCertifiedExpert(service);
    await agreed(service, await aSelection(service, { expert, engagementKind: 'part-time', hoursPerWeek: 20 }));
    const change = (weeklyCapacityHours: number) => ({ id: expert.id, version: 3, change: { weeklyCapacityHours } });
    expect(await service.refusal(changeExpert, expert, change(19))).toMatchObject({
      code: 'placement.above-capacity',
      facts: { from: '2026-03-02' },
    });
    expect(await service.ask(changeExpert, expert, change(20))).toMatchObject({ weeklyCapacityHours: 20 });
  });
});

describe('who sees an expert', () => {
  it('staff and itself with pay and history; a client once it offered, without; nobody else', async () => {
    const client = await aClient(service);
    const expert = await aCertifiedExpert(service);
    const { id } = expert;
    for (const actor of [anAdmin(), anAe(), aTeamLead(), expert]) {
      const view = await service.ask(getExpert, actor, { id });
      expect([view.payRate, view.history.length]).toEqual([usd('45.00'), 3]);
    }
    for (const stranger of [client, anExpert(), aPartner()]) {
      expect(await service.refusal(getExpert, stranger, { id })).toMatchObject({ kind: 'not-found' });
    }
    expect((await service.ask(listExperts, client, {})).items).toEqual([]);

    await anOffer(service, expert, await anOpening(service, client));
    const view = await service.ask(getExpert, client, { id });
    expect(view).toMatchObject({ givenName: 'Ana', history: [] });
    expect(view).not.toHaveProperty('payRate');
    expect((await service.ask(listExperts, client, {})).items).toEqual([view]);
    expect(await service.refusal(getExpert, await aClient(service), { id })).toMatchObject({ kind: 'not-found' });
  });

  it('nobody changes a foreign one', async () => {
    const { id } = await aCertifiedExpert(service);
    const input = { id, version: 3, change: { givenName: 'Eve' } };
    for (const stranger of [anExpert(), aClientUser(), aPartner()]) {
      expect(await service.refusal(changeExpert, stranger, input)).toMatchObject({ kind: 'not-found' });
    }
    expect(await service.refusal(changeExpert, anAe(), { ...input, id: newId() })).toMatchObject({ kind: 'not-found' });
  });

  it('staff finds experts by name, stage, skill, programme and kind', async () => {
    const about = { givenName: 'Zoë', familyName: 'Quill', skills: [{ name: 'COBOL', years: 9 }] };
    const { id } = await aCertifiedExpert(service, { ...about, engagementKinds: ['hourly'] }, 'network');
    const ids = async (filter: object) =>
      (await service.ask(listExperts, anAe(), { limit: 100, ...filter })).items.map((expert) => expert.id);
    expect(await ids({ q: 'oë qui' })).toEqual([id]);
    expect(await ids({ skill: 'Cobol' })).toEqual([id]);
    expect(await ids({ skill: 'Cobol', stage: 'applied' })).toEqual([]);
    expect(await ids({ programme: 'network', stage: 'certified', engagementKind: 'hourly' })).toContain(id);
    expect(await ids({ programme: 'client-based' })).not.toContain(id);
    expect(await service.refusal(listExperts, anExpert(), {})).toMatchObject({ kind: 'forbidden' });
  });
});
