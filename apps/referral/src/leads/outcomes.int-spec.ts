import { DataSource } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { advanceLead, decideReview, getLead, listLeads, recordOutcome, referralEvents, setPlan } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { anAe, anExpert, aPartner, aTeamLead, refusalOf, type TestService } from '#libs/testing';
import { aClient, aLogin, aProgramme, link, meeting, register, upToPlanning } from '../test-support/leads.js';
import { startReferral } from '../test-support/referral.js';
import { SuspicionDesk } from './suspicion-desk.js';
import { LeadDesk } from './lead-desk.js';
import { wonLeadOf } from './won-lead.js';

const { leadAdvanced, leadWon, leadLost, leadRefused, outcomeReported, protectionEnded } = referralEvents;
const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
const plan = { summary: 'A shop', tasks: [{ title: 'Find out', estimateMinutes: 600 }] };

describe('RC-2, RC-3: stages and outcome', () => {
  let test: TestService;
  let expert: Actor;
  let id: string;
  const ae = anAe();
  beforeEach(async () => {
    test = await startReferral();
    await aProgramme(test);
    expert = anExpert();
    ({ id } = await register(test, expert));
  });
  afterEach(() => test.stop());

  const record = (actor: Actor, outcome: 'won' | 'lost', leadId = id) =>
    test.ask(recordOutcome, actor, { id: leadId, outcome, reason: 'They said so' });

  it('each with its condition, date and note; what is missing for planning is named', async () => {
    const advance = (stage: 'introduced' | 'presented' | 'planning', more = {}) =>
      test.ask(advanceLead, expert, { id, stage, note: `To ${stage}`, ...more });
    expect(await refused(advance('presented'))).toBe('referral.lead-state');
    expect(await refused(advance('introduced'))).toBe('referral.meeting-needed');
    expect(await refused(advance('introduced', { meeting: { ...meeting, minutes: 20 } }))).toBe(
      'referral.meeting-length',
    );
    expect(await advance('introduced', { meeting })).toMatchObject({ meeting: { minutes: 45 } });
    await advance('presented');
    const missing = async () => (await refusalOf(advance('planning'))).facts!.missing;
    expect(await missing()).toEqual(['plan', 'client', 'account']);
    const { version } = await test.ask(getLead, expert, { id });
    const planned = await test.ask(setPlan, expert, { id, version, plan });
    expect(planned.plan).toMatchObject({ estimateMinutes: 600 });
    expect(await refused(test.ask(setPlan, ae, { id, version, plan }))).toBe('request.stale');
    const again = await test.ask(setPlan, ae, { id, version: planned.version, plan });
    expect(again.plan).toEqual(planned.plan);
    expect(await missing()).toEqual(['client', 'account']);
    const clientId = await aClient(test, 'Blue Heron', 'ann@blueheron.example');
    expect(await refused(link(test, id, clientId, expert))).toBe('access.role');
    expect(await refused(link(test, id, newId()))).toBe('referral.no-such-client');
    const older = await aClient(test, 'Was here before');
    await test.query(`insert into placements values ($1, $2, true, '2026-03-02T07:59:59Z')`, [newId(), older]);
    expect(await refused(link(test, id, older))).toBe('referral.already-client');
    await link(test, id, clientId);
    for (const [actor, broughtClientId, found] of [
      [expert, clientId, [{ id }]],
      [expert, older, []],
      [anExpert(), clientId, []],
    ] as const)
      expect((await test.ask(listLeads, actor, { broughtClientId })).items).toMatchObject(found);
    expect(await missing()).toEqual(['account']);
    await aLogin(test, clientId, true);
    expect(await missing()).toEqual(['account']);
    await aLogin(test, clientId);
    const lead = await advance('planning');
    expect(lead).toMatchObject({ state: 'planning', clientId });
    expect(lead.history.filter(({ reason }) => reason?.startsWith('To '))).toMatchObject([
      { state: 'introduced', by: expert.name, reason: 'To introduced' },
      { state: 'presented', at: '2026-03-02T08:00:00.000Z' },
      { state: 'planning' },
    ]);
    expect((await test.told(leadAdvanced)).map(({ stage }) => stage)).toEqual(['introduced', 'presented', 'planning']);
    const without = await aClient(test, 'Nobody logs in');
    expect(await refused(link(test, id, without))).toBe('referral.not-ready');
    expect(await refused(test.ask(advanceLead, aTeamLead(), { id, stage: 'planning', note: 'I' }))).toBe('access.role');
  });

  it('won by the network’s word: with plan, rate and first refusal, and kept for life', async () => {
    expect(await refused(record(ae, 'won'))).toBe('referral.lead-state');
    const clientId = await upToPlanning(test, id);
    const reported = await record(expert, 'won');
    expect(reported).toMatchObject({ state: 'planning', reportedWin: { reason: 'They said so', by: expert.name } });
    expect(await test.told(outcomeReported)).toMatchObject([{ leadId: id, reportedBy: expert.name }]);
    expect(await refused(record(expert, 'won'))).toBe('referral.already-reported');
    expect(await refused(record(aTeamLead(), 'won'))).toBe('access.role');
    expect(await record(ae, 'won')).toMatchObject({ state: 'won', reportedWin: null });
    expect(await test.told(leadWon)).toMatchObject([
      {
        ...{ leadId: id, clientId, expertId: expert.id, ratePercent: 25, recordedBy: ae.name },
        ...{ reason: 'They said so', plan: { summary: 'A shop', tasks: [{ title: 'Find out' }] } },
      },
    ]);
    expect(await refused(record(expert, 'lost'))).toBe('referral.lead-state');
    await test.until('2026-12-31T00:00:00Z');
    expect(await test.told(protectionEnded)).toEqual([]);
    expect(await refused(register(test, aPartner()))).toBe('referral.already-client');
    expect(await wonLeadOf(test.app.get(DataSource), clientId)).toMatchObject({ leadId: id });
  });

  it.each([
    ['the referrer', true],
    ['the network', false],
  ])('lost, says %s: the other side is told, and the company is free', async (_, byReferrer) => {
    const by = byReferrer ? expert : ae;
    expect(await record(by, 'lost')).toMatchObject({ state: 'lost' });
    expect(await test.told(leadLost)).toMatchObject([
      { leadId: id, reason: 'They said so', recordedBy: by.name, recordedByReferrer: byReferrer },
    ]);
    expect(await refused(record(ae, 'lost'))).toBe('referral.lead-state');
    await test.until('2026-12-31T00:00:00Z');
    expect(await test.told(protectionEnded)).toEqual([]);
    expect(await register(test, aPartner())).toMatchObject({ state: 'new' });
  });

  it('a client is won once, also by two leads at the same moment', async () => {
    const clientId = await upToPlanning(test, id);
    const contact = { name: 'Bo', email: 'bo@northwind.example' };
    const other = await register(test, aPartner(), { company: { name: 'Northwind' }, contact });
    await upToPlanning(test, other.id, clientId);
    const both = await Promise.allSettled([record(ae, 'won'), record(ae, 'won', other.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'referral.client-won' } });
    expect(await test.told(leadWon)).toHaveLength(1);
    const third = await register(test, aPartner(), {
      company: { name: 'Contoso' },
      contact: { ...contact, email: 'c@c.example' },
    });
    expect(await refused(link(test, third.id, clientId))).toBe('referral.client-won');
  });

  it('after its protection it is won all the same, unless another has the company by then', async () => {
    await upToPlanning(test, id);
    await test.until('2026-06-01T00:00:00Z');
    const other = await register(test, aPartner());
    expect(other).toMatchObject({ state: 'new' });
    expect(await refused(record(ae, 'won'))).toBe('referral.lead-taken');
    await record(ae, 'lost', other.id);
    expect(await record(ae, 'won')).toMatchObject({ state: 'won' });
    expect(await refused(register(test, aPartner()))).toBe('referral.already-client');
  });

  it('won when its client has worked with the network for a while: nobody else brought that client', async () => {
    const clientId = await aClient(test, 'Blue Heron', 'ann@blueheron.example');
    await upToPlanning(test, id, clientId);
    await test.query('insert into placements values ($1, $2, true)', [newId(), clientId]);
    expect(await record(ae, 'won')).toMatchObject({ state: 'won', clientId });
  });

  it('a client account made for a plan is no client: lost, another may bring the company', async () => {
    const clientId = await aClient(test, 'Blue Heron', 'ann@blueheron.example');
    await upToPlanning(test, id, clientId);
    await record(ae, 'lost');
    expect(await register(test, aPartner())).toMatchObject({ state: 'new', held: [] });
  });

  it('a suspicion confirmed after the win refuses the lead: nobody brought the client', async () => {
    const clientId = await upToPlanning(test, id);
    await record(ae, 'won');
    const suspicion = {
      kind: 'shared-bank-details' as const,
      detail: 'Same',
      otherLeadId: null,
      otherClientId: clientId,
    };
    await test.app.get(Transactions).run(async (tx) => {
      const lead = await test.app.get(LeadDesk).find(tx, systemActor, id, true);
      await test.app.get(SuspicionDesk).open(tx, systemActor, lead, [suspicion]);
    });
    const [review] = (await test.ask(getLead, ae, { id })).reviews!;
    await test.ask(decideReview, ae, { id: review!.id, decision: 'confirmed', reason: 'One account' });
    expect(await test.told(leadRefused)).toMatchObject([{ leadId: id, reason: 'One account' }]);
    expect(await wonLeadOf(test.app.get(DataSource), clientId)).toBeUndefined();
  });
});
