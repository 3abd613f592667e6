import { systemActor } from '#libs/access';
import {
  advanceLead,
  decideReview,
  extendProtection,
  getLead,
  listLeads,
  listReviews,
  recordOutcome,
  referralEvents,
} from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { aClientUser, anAe, anExpert, aPartner, aPayroll, aTeamLead, refusalOf, type TestService } from '#libs/testing';
import { aClient, aProgramme, meeting, register } from '../test-support/leads.js';
import { startReferral } from '../test-support/referral.js';
import { SuspicionDesk } from './suspicion-desk.js';
import { LeadDesk } from './lead-desk.js';

const { leadRegistered, leadAccepted, leadRefused, leadReviewOpened } = referralEvents;
const { protectionEnding, protectionEnded, protectionExtended } = referralEvents;
const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
const heron = { name: 'Blue Heron GmbH' };
const ann = { name: 'Ann Heron', email: 'ann@other.example' };

describe('RC-1: leads', () => {
  let test: TestService;
  beforeEach(async () => {
    test = await startReferral();
    await aProgramme(test);
  });
  afterEach(() => test.stop());

  it('accepted: protected 90 days, at the rate of its programme', async () => {
    const expert = anExpert();
    const { id, ...lead } = await register(test, expert);
    expect(lead).toEqual({ state: 'new', protectedUntil: '2026-05-31T08:00:00.000Z', held: [] });
    await aProgramme(test, 'network', 10, 2);
    expect(await test.ask(getLead, expert, { id })).toMatchObject({
      ...{ referrerId: expert.id, referrerKind: 'expert', programme: 'network', ratePercent: 25, extended: false },
      history: [{ state: 'new', at: '2026-03-02T08:00:00.000Z', by: 'Ana Šimić', reason: null }],
    });
    expect(await test.told(leadRegistered)).toMatchObject([{ leadId: id, expertId: expert.id, held: [] }]);
    expect(await test.told(leadAccepted)).toMatchObject([{ ratePercent: 25, protectedUntil: lead.protectedUntil }]);
    expect((await refusalOf(register(test, expert))).facts).toMatchObject({ own: true, leadId: id });
    const unknown = { referrerId: expert.id, programme: 'nobody-s' };
    expect(await refused(register(test, anAe(), unknown))).toBe('referral.no-such-programme');
    for (const domain of ['x', 'co.uk', 'github.io', 'mail.gmail.com'])
      expect(await refused(register(test, expert, { company: { name: 'X', domain } }))).toBe('referral.not-a-domain');
  });

  it('nobody sets the rate of their own commission: the programme is the network’s to name', async () => {
    await aProgramme(test, 'generous', 90);
    const expert = anExpert();
    for (const actor of [expert, aPartner()])
      expect(await refused(register(test, actor, { programme: 'generous' }))).toBe('referral.no-such-programme');
    await register(test, expert, { programme: 'network', company: { name: 'Northwind' }, contact: ann });
    const { id } = await register(test, anAe(), { programme: 'generous', referrerId: expert.id });
    expect(await test.ask(getLead, expert, { id })).toMatchObject({ programme: 'generous', ratePercent: 90 });
  });

  it('one company registered by ten at once: one owner, nine are told what to do, not whose it is', async () => {
    const ten = Array.from({ length: 10 }, () => register(test, anExpert()));
    const ends = await Promise.allSettled(ten);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as object] : []));
    expect(refusals).toEqual(Array(9).fill(expect.objectContaining({ code: 'referral.lead-taken', kind: 'conflict' })));
    const refusal = await refusalOf(register(test, aPartner()));
    expect(refusal.facts).toEqual({ own: false, protectedUntil: '2026-05-31T08:00:00.000Z' });
    expect(refusal.detail).toMatch(/until 2026-05-31. Ask the account executive .* registered again after that day/);
    expect(await test.query('select distinct lead_id from lead_keys')).toHaveLength(1);
    expect(await test.query('select from leads')).toHaveLength(1);
  });

  it('two names alike under two domains at once: one is accepted, one is held', async () => {
    const both = [heron, { name: 'Bleu Heron, Inc.' }].map((company, at) =>
      register(test, anExpert(), { company, contact: { ...ann, email: `ann@${at}.example` } }),
    );
    expect((await Promise.all(both)).map(({ state }) => state).toSorted()).toEqual(['held', 'new']);
  });

  it.each([
    ['its website', { domain: 'https://www.BlueHeron.example/en' }, 'zoe@gmail.com'],
    ['a shop below its domain', { domain: 'shop.blueheron.example' }, 'zoe@gmail.com'],
    ["its contact's mail on a host below it", {}, 'zoe@mail.blueheron.example'],
    ["its contact's mail", {}, 'zoe@BLUEHERON.example'],
    ['its tax id', { taxId: 'de123456789' }, 'zoe@gmail.com'],
  ])('the company is found by %s, whatever it is called', async (_, company, email) => {
    await register(test, anExpert());
    const again = register(test, anExpert(), { company: { name: 'Other', ...company }, contact: { ...ann, email } });
    expect(await refused(again)).toBe('referral.lead-taken');
  });

  it('free mail finds persons, not companies', async () => {
    const at = (name: string, email: string) =>
      register(test, anExpert(), { company: { name }, contact: { ...ann, email } });
    await at('Northwind', 'ann.lee@gmail.com');
    await at('Contoso', 'bob@gmail.com');
    expect(await refused(at('Fabrikam', 'annlee+x@googlemail.com'))).toBe('referral.lead-taken');
  });

  it('a client is no lead: by its people’s addresses, but not by free mail they left with', async () => {
    await aClient(test, 'Blue Heron', 'carl@mail.blueheron.example', 'c.arl@googlemail.com');
    expect(await refused(register(test, anExpert()))).toBe('referral.already-client');
    const company = { name: 'Carl’s own' };
    const carl = { company, contact: { ...ann, email: 'carl@gmail.com' } };
    expect(await refused(register(test, anExpert(), carl))).toBe('referral.already-client');
    await test.query(`update contacts set gone = true`);
    expect(await register(test, anExpert(), carl)).toMatchObject({ state: 'new' });
    expect(await refused(register(test, anExpert()))).toBe('referral.already-client');
  });

  it('a quarter: a warning, an extension with evidence, once; then the company is free', async () => {
    const [expert, ae] = [anExpert(), anAe()];
    const { id } = await register(test, expert);
    await test.until('2026-05-24T07:59:59Z');
    expect(await test.told(protectionEnding)).toEqual([]);
    await test.until('2026-05-24T08:00:00Z');
    expect(await test.told(protectionEnding)).toMatchObject([{ leadId: id, mayExtend: true }]);
    expect(await refused(test.ask(extendProtection, expert, { id, evidence: 'Mails' }))).toBe('access.role');
    const extended = await test.ask(extendProtection, ae, { id, evidence: 'Mails' });
    expect(extended).toMatchObject({ extended: true, protectedUntil: '2026-07-30T08:00:00.000Z', state: 'new' });
    expect(extended.history.at(-1)).toMatchObject({ reason: 'Protected until 2026-07-30: Mails', by: ae.name });
    expect(await test.told(protectionExtended)).toMatchObject([{ protectedUntil: '2026-07-30T08:00:00.000Z' }]);
    expect(await refused(test.ask(extendProtection, ae, { id, evidence: 'More' }))).toBe('referral.already-extended');
    await test.until('2026-07-30T07:59:59Z');
    expect(await test.told(protectionEnding)).toMatchObject([{ mayExtend: true }, { mayExtend: false }]);
    expect((await refusalOf(register(test, aPartner()))).facts).toMatchObject({
      protectedUntil: '2026-07-30T08:00:00.000Z',
    });
    await test.until('2026-07-30T08:00:00Z');
    expect(await test.told(protectionEnded)).toMatchObject([{ leadId: id, endedAt: '2026-07-30T08:00:00.000Z' }]);
    expect(await refused(test.ask(extendProtection, ae, { id, evidence: 'Late' }))).toBe('referral.protection-ended');
    expect(await register(test, aPartner())).toMatchObject({ state: 'new', held: [] });
  });

  it('held for a name alike: cleared it is accepted, at the rate of then; confirmed it is refused', async () => {
    const ae = anAe();
    const owned = await register(test, anExpert());
    await aClient(test, 'Blue Heron Ltd', 'x@heron.example');
    const expert = anExpert();
    const alike = (email: string, actor = expert) =>
      register(test, actor, { company: heron, contact: { ...ann, email } });
    const held = await alike('ann@one.example');
    expect(held).toMatchObject({ state: 'held', protectedUntil: null, held: ['lookalike-name'] });
    const { id } = held;
    expect(await test.told(leadAccepted)).toHaveLength(1);
    const { items } = await test.ask(listReviews, aTeamLead(), { open: 'true' });
    expect(items.map(({ otherLeadId, otherClientId }) => otherLeadId === owned.id || !!otherClientId)).toEqual([
      ...[true, true],
    ]);
    expect((await test.ask(getLead, ae, { id })).reviews).toHaveLength(2);
    const shown = await test.ask(getLead, expert, { id });
    expect(shown).toMatchObject({ state: 'held', held: ['lookalike-name'] });
    expect(shown).not.toHaveProperty('reviews');
    expect(JSON.stringify(shown)).not.toContain(owned.id);
    await aProgramme(test, 'network', 30, 2);
    const decide = (reviewId: string, decision: 'cleared' | 'confirmed', actor = ae) =>
      test.ask(decideReview, actor, { id: reviewId, decision, reason: 'Looked at' });
    for (const actor of [expert, aTeamLead()])
      expect(await refused(decide(items[0]!.id, 'cleared', actor))).toBe('access.role');
    await decide(items[0]!.id, 'cleared');
    expect(await test.ask(getLead, expert, { id })).toMatchObject({ state: 'held' });
    expect(await decide(items[1]!.id, 'cleared')).toMatchObject({ decision: 'cleared', decidedBy: ae.name });
    expect(await refused(decide(items[1]!.id, 'confirmed'))).toBe('referral.review-decided');
    expect(await test.ask(getLead, expert, { id })).toMatchObject({ state: 'new', ratePercent: 30, held: [] });
    expect(await test.told(leadAccepted)).toHaveLength(2);

    const next = await alike('ann@two.example', anExpert());
    await decide((await test.ask(listReviews, ae, { open: 'true' })).items[0]!.id, 'confirmed');
    expect(await test.ask(getLead, ae, { id: next.id })).toMatchObject({ state: 'refused' });
    expect(await test.told(leadRefused)).toMatchObject([{ leadId: next.id, reason: 'Looked at' }]);
  });

  it('a held one owns nothing: who is accepted meanwhile does', async () => {
    await aClient(test, 'Blue Heron Ltd', 'x@heron.example');
    const first = await register(test, anExpert());
    expect(first).toMatchObject({ state: 'held' });
    const [review] = (await test.ask(listReviews, anAe(), {})).items;
    const other = { company: { name: 'Quite another', domain: 'blueheron.example' }, contact: ann };
    expect(await register(test, anExpert(), other)).toMatchObject({ state: 'new' });
    const cleared = test.ask(decideReview, anAe(), { id: review!.id, decision: 'cleared', reason: 'Another' });
    expect(await refused(cleared)).toBe('referral.lead-taken');
    expect((await test.ask(listReviews, anAe(), { open: 'true' })).items).toHaveLength(1);
  });

  it('a suspicion that comes later is opened once, also once it was cleared; confirmed, the lead is refused', async () => {
    const { id } = await register(test, anExpert());
    const suspicion = { kind: 'shared-bank-details' as const, detail: 'Same', otherLeadId: null, otherClientId: null };
    const found = () =>
      test.app.get(Transactions).run(async (tx) => {
        const lead = await test.app.get(LeadDesk).find(tx, systemActor, id, true);
        await test.app.get(SuspicionDesk).open(tx, systemActor, lead, [suspicion]);
      });
    await Promise.all([found(), found()]);
    const [review, ...more] = (await test.ask(listReviews, anAe(), { kind: 'shared-bank-details' })).items;
    expect(more).toEqual([]);
    expect(await test.told(leadReviewOpened)).toMatchObject([{ leadId: id, reviewId: review!.id, detail: 'Same' }]);
    await test.ask(decideReview, anAe(), { id: review!.id, decision: 'confirmed', reason: 'It is the referrer' });
    await found();
    expect(await test.told(leadReviewOpened)).toHaveLength(1);
    expect((await test.ask(getLead, anAe(), { id })).state).toBe('refused');
    expect(await register(test, aPartner())).toMatchObject({ state: 'new' });
  });

  it('GW-3: a referrer has its own, staff all; a foreign lead is unknown', async () => {
    const [expert, client, ae] = [anExpert(), aClientUser(), anAe()];
    const { id } = await register(test, expert);
    const other = await register(test, client, { company: { name: 'Northwind' }, contact: ann });
    for (const stranger of [anExpert(), client, aPartner()]) {
      for (const asked of [
        test.ask(getLead, stranger, { id }),
        test.ask(advanceLead, stranger, { id, stage: 'introduced', note: 'Met', meeting }),
        test.ask(recordOutcome, stranger, { id, outcome: 'lost', reason: 'No' }),
      ]) {
        expect(await refused(asked)).toBe('access.no-such-lead');
      }
      expect(await refused(test.ask(listLeads, stranger, { referrerId: expert.id }))).toBe('access.no-such-referrer');
      expect(await refused(register(test, stranger, { referrerId: expert.id }))).toBe('access.no-such-referrer');
    }
    const colleague = { ...aClientUser(client.clientId), name: 'Cleo Client' };
    const found = async (actor = ae, filter = {}) =>
      (await test.ask(listLeads, actor, filter)).items.map((each) => each.id);
    expect(await found(colleague)).toEqual([other.id]);
    expect(await found(expert)).toEqual([id]);
    expect(await found(aTeamLead(), { sort: 'companyName' })).toEqual([id, other.id]);
    expect(await found(ae, { q: 'north', sort: 'protectedUntil' })).toEqual([other.id]);
    expect(await refused(test.ask(listLeads, aPayroll(), {}))).toBe('access.role');
    expect(await refused(test.ask(listReviews, expert, {}))).toBe('access.role');
    expect(await refused(register(test, ae))).toBe('referral.referrer-needed');
    const named = await register(test, ae, {
      referrerId: expert.id,
      company: { name: 'Contoso' },
      contact: { ...ann, email: 'a@contoso.example' },
    });
    expect(await test.ask(getLead, expert, { id: named.id })).toMatchObject({ createdBy: ae.name });
  });
});
