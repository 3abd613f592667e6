import { systemActor } from '#libs/access';
import { qualityEvents } from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { Cases } from '../cases/cases.js';
import { ClientScores } from '../deliveries/client-scores.js';
import { aContact, amend, aPlacement, aTeamLead, clientIs, end, expertIs } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { Circle } from './circle.js';

describe('What quality knows of the network', () => {
  let test: TestService;
  beforeEach(async () => {
    test = await startQuality();
  });
  afterEach(() => test.stop());

  const inTx = <T>(work: Parameters<Transactions['run']>[0]): Promise<T> =>
    test.app.get(Transactions).run(work) as Promise<T>;

  it('a placement with its people, renamed and amended on its day', async () => {
    const placement = await aPlacement(test);
    const { placementId, ae, lead } = placement;
    const found = () => inTx((tx) => test.app.get(Circle).find(tx, placementId));
    expect(await found()).toMatchObject({
      ...{ state: 'active', clientName: 'Blue Heron', accountExecutiveId: ae.id, teamLeadId: lead.id },
      ...{ npsEveryDays: 7 },
    });
    await clientIs(test, placement, { name: 'Heron' });
    await expertIs(test, placement, 'Somebody');
    await amend(test, placement, { effectiveFrom: '2026-03-09', npsEveryDays: 14 });
    expect(await found()).toMatchObject({ clientName: 'Heron', expertName: 'Somebody', npsEveryDays: 7 });
    await test.until('2026-03-08T23:00:00Z');
    expect(await found()).toMatchObject({ npsEveryDays: 14 });
    await end(test, placement, '2026-03-06');
    expect(await found()).toMatchObject({ state: 'ended', endsOn: '2026-03-06' });
  });

  it('a contact its client no longer names is kept, and gone', async () => {
    const placement = await aPlacement(test);
    const [first] = placement.contacts;
    await clientIs(test, { ...placement, contacts: [aContact('New')] });
    const contacts = await test.query('select contact_id as id, gone from contacts order by gone desc');
    expect(contacts).toMatchObject([{ id: first!.id, gone: true }, { gone: false }]);
  });

  it('GW-3: a team lead sees its own people, others as if there were none', async () => {
    const { placementId, expert, lead, client, ae } = await aPlacement(test);
    const circle = test.app.get(Circle);
    const sees = (actor: typeof lead) =>
      inTx((tx) => circle.placement(tx, actor, placementId)).then(
        () => true,
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await Promise.all([lead, client, expert, ae].map(sees))).toEqual([true, true, true, true]);
    expect(await sees(aTeamLead())).toBe('access.no-such-placement');
    expect(circle.scopeOf(lead)).toEqual({ teamLeadId: lead.id });
  });

  it('QN-3: one open case about the same thing', async () => {
    const { placementId } = await aPlacement(test);
    const open = () =>
      inTx(async (tx) =>
        test.app.get(Cases).open(tx, {
          placement: (await test.app.get(Circle).find(tx, placementId))!,
          ...{ kind: 'detractor', about: 'this', words: 'Scored 3 of 10', facts: { score: 3 }, actor: systemActor },
          dueAt: new Date('2026-03-04T08:00:00Z'),
        }),
      );
    expect([await open(), await open()]).toEqual([true, false]);
    expect(await test.told(qualityEvents.caseOpened)).toMatchObject([{ placementId, words: 'Scored 3 of 10' }]);
  });

  it('QN-5: of one source the latest scores count', async () => {
    const { placementId, client, expert } = await aPlacement(test);
    const placement = { placementId, clientId: client.clientId!, expertId: expert.expertId! };
    const by = { source: 'questionnaire' as const, sourceId: placementId, placement, day: '2026-03-02' };
    const set = (scores: object) => inTx((tx) => test.app.get(ClientScores).set(tx, by, scores));
    await set({ 'answers-fast': 2, reliable: 4 });
    await set({ 'answers-fast': 5 });
    expect(await test.query('select key, score from client_scores')).toEqual([{ key: 'answers-fast', score: 5 }]);
    await set({});
    expect(await test.query('select key from client_scores')).toEqual([]);
  });
});
