import type { Actor } from '#libs/access';
import {
  getNps,
  getQuestionnairePolicy,
  type NpsQuestion,
  rankNps,
  recountNps,
  setQuestionnairePolicy,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import type { z } from 'zod';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  expertIs,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

describe('QN-2: NPS', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    // A Monday: the week before is over.
    test = await startQuality('2026-05-25T08:00:00Z');
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const ada = anAdmin();
  const nps = (actor: Actor, question: z.input<typeof NpsQuestion> = {}) => test.ask(getNps, actor, question);
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
  /** Asked, promoters, passives, detractors. */
  const tally = (scope: string, id: string, week: string, counts: [number, number, number, number]) =>
    test.query('insert into nps_tallies values ($1, $2, $3, $4, $5, $6, $7)', [scope, id, week, ...counts]);

  it('sums the weeks of each window, a point for each week, oldest first', async () => {
    await tally('network', '', '2026-05-25', [10, 4, 2, 0]);
    await tally('network', '', '2026-05-18', [10, 2, 0, 4]);
    await tally('network', '', '2026-04-27', [10, 6, 0, 0]);
    await tally('network', '', '2026-03-09', [10, 0, 0, 6]);
    await tally('network', '', '2026-03-02', [10, 6, 0, 0]);
    const points = async (question: z.input<typeof NpsQuestion>) =>
      (await nps(ada, question)).points.map(({ week, n, score }) => [week, n, score]);
    expect(await points({ window: '1', weeks: 2 })).toEqual([
      ['2026-05-18', 6, -33.3],
      ['2026-05-25', 6, 66.7],
    ]);
    expect(await points({ window: '4' })).toEqual([['2026-05-25', 12, 16.7]]);
    expect(await points({ window: '4', ending: '2026-05-24' })).toEqual([['2026-05-18', 12, 33.3]]);
    expect(await points({ window: '12' })).toEqual([['2026-05-25', 24, 8.3]]);
    expect(await points({ window: '12', weeks: 2 })).toEqual([
      ['2026-05-18', 24, 16.7],
      ['2026-05-25', 24, 8.3],
    ]);
    expect(await nps(ada)).toMatchObject({
      ...{ scope: 'network', id: null, name: 'The network', window: 4 },
      points: [{ asked: 20, n: 12, responseRate: 60, promoters: 6, passives: 2, detractors: 4, tooFew: false }],
    });
  });

  it('below five answers there is no score, and nothing to work it out from', async () => {
    const { expertId } = placement.expert;
    await tally('expert', expertId!, '2026-05-25', [5, 4, 0, 0]);
    const few = { n: 4, asked: 5, tooFew: true, score: null, interval: null, promoters: null, detractors: null };
    expect((await nps(placement.expert)).points).toMatchObject([few]);
    const ranked = () => test.ask(rankNps, ada, { scope: 'expert' });
    expect((await ranked()).items).toMatchObject([few]);
    await test.query('update nps_tallies set passives = 1');
    expect((await nps(placement.expert)).points).toMatchObject([{ n: 5, score: 80, tooFew: false }]);
    const { version, history: _, ...policy } = await test.ask(getQuestionnairePolicy, ada, {});
    await test.ask(setQuestionnairePolicy, ada, { version, policy: { ...policy, leastAnswers: 6 } });
    expect((await nps(placement.expert)).points).toMatchObject([{ n: 5, score: null, tooFew: true }]);
  });

  it('ranks by score, in pages, whoever has too few answers at the end', async () => {
    const placements = [placement];
    for (const title of ['B', 'C', 'D']) placements.push(await aPlacement(test, { title }));
    const [best, worst, few, middle] = placements.map(({ expert }) => expert.id);
    await tally('expert', best!, '2026-05-25', [9, 9, 0, 0]);
    await tally('expert', worst!, '2026-03-09', [9, 0, 0, 9]);
    await tally('expert', few!, '2026-05-25', [9, 4, 0, 0]);
    await tally('expert', middle!, '2026-05-25', [9, 4, 1, 1]);
    await tally('expert', placement.ae.id, '2026-03-02', [9, 9, 0, 0]);
    const walk = async (sort: 'score' | '-score'): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: { id: string }[]; nextCursor: string | null } = await test.ask(rankNps, anAe(), {
          ...{ scope: 'expert', limit: 1, sort, ...(cursor && { cursor }) },
        });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      return ids;
    };
    expect(await walk('-score')).toEqual([best, middle, worst, few]);
    expect(await walk('score')).toEqual([worst, middle, best, few]);
    const own = await test.ask(rankNps, placement.lead, { scope: 'expert' });
    expect(own.items).toMatchObject([{ id: best, name: 'Ana Šimić', score: 100, week: '2026-05-25' }]);
    expect(await refused(test.ask(rankNps, placement.lead, { scope: 'client' }))).toBe('quality.nps-scope');
    for (const actor of [placement.client, placement.expert]) {
      expect(await refused(test.ask(rankNps, actor, { scope: 'expert' }))).toBe('access.role');
    }
  });

  it('ranks every scope by its name', async () => {
    const { client, ae, lead } = placement;
    await tally('client', client.clientId!, '2026-05-25', [9, 9, 0, 0]);
    await tally('account-executive', ae.id, '2026-05-25', [9, 9, 0, 0]);
    await tally('team-lead', lead.id, '2026-05-25', [9, 9, 0, 0]);
    await tally('programme', 'delivery-method', '2026-05-25', [9, 9, 0, 0]);
    const names: string[] = [];
    for (const scope of ['client', 'account-executive', 'team-lead', 'programme'] as const) {
      names.push(...(await test.ask(rankNps, ada, { scope })).items.map(({ name }) => name));
    }
    expect(names).toEqual(['Blue Heron', 'Ann Executive', 'Tom Lead', 'delivery-method']);
  });

  describe('GW-3: who sees whose', () => {
    it('a client its own only', async () => {
      const { client, expert } = placement;
      const other = await aPlacement(test);
      expect(await nps(client)).toMatchObject({ scope: 'client', id: client.clientId, name: 'Blue Heron' });
      for (const { clientId } of [other.client, aClientUser()]) {
        expect(await refused(nps(client, { scope: 'client', id: clientId! }))).toBe('access.no-such-client');
      }
      expect(await refused(nps(client, { scope: 'expert', id: expert.id }))).toBe('quality.nps-scope');
      expect(await refused(nps(client, { scope: 'network' }))).toBe('quality.nps-scope');
    });

    it('an expert its own and the network’s', async () => {
      const { expert, client, ae } = placement;
      const other = await aPlacement(test);
      expect(await nps(expert)).toMatchObject({ scope: 'expert', id: expert.id });
      expect(await nps(expert, { scope: 'network' })).toMatchObject({ scope: 'network' });
      for (const id of [other.expert.id, anExpert().id]) {
        expect(await refused(nps(expert, { scope: 'expert', id }))).toBe('access.no-such-expert');
      }
      expect(await refused(nps(expert, { scope: 'client', id: client.clientId! }))).toBe('quality.nps-scope');
      expect(await refused(nps(expert, { scope: 'account-executive', id: ae.id }))).toBe('quality.nps-scope');
    });

    it('a team lead its own people’s, as it is now', async () => {
      const { lead, expert, client } = placement;
      const other = await aPlacement(test);
      expect(await nps(lead, { scope: 'expert', id: expert.id })).toMatchObject({ name: 'Ana Šimić' });
      expect(await nps(lead, { scope: 'team-lead' })).toMatchObject({ id: lead.id, name: 'Tom Lead' });
      expect(await nps(lead)).toMatchObject({ scope: 'network' });
      expect(await refused(nps(lead, { scope: 'expert', id: other.expert.id }))).toBe('access.no-such-expert');
      expect(await refused(nps(lead, { scope: 'team-lead', id: other.lead.id }))).toBe('access.no-such-account');
      expect(await refused(nps(lead, { scope: 'client', id: client.clientId! }))).toBe('quality.nps-scope');
      await expertIs(test, { expert, lead: aTeamLead() });
      expect(await refused(nps(lead, { scope: 'expert', id: expert.id }))).toBe('access.no-such-expert');
    });

    it('account executives and administrators everybody’s; an unknown one is unknown', async () => {
      const { client, expert, ae, lead } = placement;
      for (const actor of [ada, anAe()]) {
        expect(await nps(actor, { scope: 'client', id: client.clientId! })).toMatchObject({ name: 'Blue Heron' });
        expect(await nps(actor, { scope: 'expert', id: expert.id })).toMatchObject({ name: 'Ana Šimić' });
        expect(await nps(actor, { scope: 'account-executive', id: ae.id })).toMatchObject({ name: 'Ann Executive' });
        expect(await nps(actor, { scope: 'team-lead', id: lead.id })).toMatchObject({ name: 'Tom Lead' });
        expect(await nps(actor, { scope: 'programme', id: 'delivery-method' })).toMatchObject({
          id: 'delivery-method',
        });
        expect(await refused(nps(actor, { scope: 'client', id: expert.id }))).toBe('access.no-such-client');
        expect(await refused(nps(actor, { scope: 'client', id: 'delivery-method' }))).toBe('access.no-such-client');
        expect(await refused(nps(actor, { scope: 'team-lead', id: client.id }))).toBe('access.no-such-account');
        expect(await refused(nps(actor, { scope: 'programme', id: 'none' }))).toBe('access.no-such-programme');
        expect(await refusalOf(nps(actor, { scope: 'client' }))).toMatchObject({
          ...{ code: 'quality.nps-of-whom', errors: [{ field: 'id' }] },
        });
      }
      const mine = await nps(ae, { scope: 'account-executive' });
      expect(mine).toMatchObject({ id: ae.id });
    });

    it('only an administrator recounts', async () => {
      expect(await test.ask(recountNps, ada, {})).toEqual({ ok: true, counted: 0, differences: [] });
      expect(await refused(test.ask(recountNps, anAe(), {}))).toBe('access.role');
    });
  });
});
