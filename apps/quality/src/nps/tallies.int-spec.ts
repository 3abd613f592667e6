import fc from 'fast-check';
import { systemActor } from '#libs/access';
import { answerQuestionnaire, getNps, recountNps } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { addDays, ClockControl } from '#libs/time';
import {
  aContact,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  expertIs,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

interface Asked {
  id: string;
  placements: string[];
}

describe('QN-2: tallies', () => {
  let test: TestService;
  let placements: TestPlacement[];
  const ada = anAdmin();
  beforeEach(async () => {
    test = await startQuality();
    const [ae, lead] = [anAe(), aTeamLead()];
    const client = await aPlacement(test, { ae, lead, contacts: ['A', 'B', 'C'].map((name) => aContact(name)) });
    placements = [
      client,
      await aPlacement(test, { ...client, placementId: newId(), expert: anExpert(), title: 'Billing' }),
      await aPlacement(test, { ae, title: 'Search' }),
      await aPlacement(test, { lead, title: 'Shop' }),
    ];
  });
  afterEach(() => test.stop());

  const recount = () => test.ask(recountNps, ada, {});
  const open = () =>
    test.query<Asked>(
      `select q.id, array_agg(placement_id::text order by placement_id) as placements
       from questionnaires q join questionnaire_items i on questionnaire_id = q.id
       where closes_at > $1 group by q.id order by q.id`,
      [test.app.get(ClockControl).now()],
    );
  const answer = ({ id }: Asked, scores: Record<string, number>, key?: string) =>
    test.ask(
      answerQuestionnaire,
      systemActor,
      { id, items: Object.entries(scores).map(([placementId, score]) => ({ placementId, score })) },
      key,
    );

  it('are what a recount finds, whatever was sent, answered, changed and repeated, in any order', async () => {
    const some = { which: fc.nat(), scores: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 2 }) };
    const step = fc.oneof(
      { weight: 1, arbitrary: fc.record({ do: fc.constant('week' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), which: fc.nat() }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), ...some, only: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('twice' as const), ...some }) },
    );
    let thursday = '2026-03-05';
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const each of steps) {
          const asked = await open();
          if (each.do === 'week') {
            await test.until(`${thursday}T10:00:00Z`);
            thursday = addDays(thursday, 7);
          } else if (each.do === 'move') {
            // Another team lead from now on: what was asked before counts for the former.
            await expertIs(test, { ...placements[each.which % placements.length]!, lead: aTeamLead() });
          } else if (asked.length) {
            const about = asked[each.which % asked.length]!;
            const scores = Object.fromEntries(about.placements.map((id, n) => [id, each.scores[n]!]));
            if (each.do === 'answer') {
              if (about.placements[each.only]) delete scores[about.placements[each.only]!];
              if (Object.keys(scores).length) await answer(about, scores);
            } else {
              const key = newId();
              await Promise.allSettled([answer(about, scores, key), answer(about, scores, key)]);
              await answer(about, scores, key);
            }
          }
        }
        expect(await recount()).toMatchObject({ ok: true, differences: [] });
      }),
      { numRuns: 12 },
    );
    const { counted } = await recount();
    expect(counted).toBeGreaterThan(8);
    const [answered] = await test.query<{ n: number }>(
      'select count(*)::integer as n from questionnaire_items where score is not null',
    );
    const [network] = await test.query<{ n: number }>(
      `select sum(promoters + passives + detractors)::integer as n from nps_tallies where scope = 'network'`,
    );
    expect(network).toEqual(answered);
  });

  it('many at once for the same people: none waits for ever, none is lost', async () => {
    await test.until('2026-03-05T10:00:00Z');
    const asked = await open();
    const all = asked.flatMap((each) => [each, each, each]);
    await Promise.all(
      all.map((each, n) => answer(each, Object.fromEntries(each.placements.map((id) => [id, (n * 7) % 11])))),
    );
    expect(await recount()).toMatchObject({ ok: true, counted: 8 });
    expect((await test.ask(getNps, ada, { ending: '2026-03-05' })).points).toMatchObject([{ asked: 8, n: 8 }]);
  });

  it('count for those who looked after the placement when the question was sent', async () => {
    await test.until('2026-03-05T10:00:00Z');
    const [first] = placements;
    await expertIs(test, { ...first!, lead: aTeamLead() });
    for (const each of await open()) {
      await answer(each, Object.fromEntries(each.placements.map((id) => [id, 10])));
    }
    const lead = { scope: 'team-lead', id: first!.lead.id, ending: '2026-03-05' } as const;
    expect((await test.ask(getNps, ada, lead)).points).toMatchObject([{ asked: 7, n: 7, score: 100 }]);
  });

  it('a recount names each tally that is not what its answers say', async () => {
    await test.until('2026-03-05T10:00:00Z');
    const { clientId } = placements[0]!.client;
    await test.query(`update nps_tallies set promoters = 1 where scope = 'client' and scope_id = $1`, [clientId]);
    await test.query(`delete from nps_tallies where scope = 'programme'`);
    await test.query(`insert into nps_tallies values ('network', '', '2020-01-06', 1, 0, 0, 0)`);
    const numbers = '(asked, promoters, passives, detractors)';
    expect(await recount()).toEqual({
      ...{ ok: false, counted: 8 },
      differences: [
        `network in the week of 2020-01-06: the tally says {1,0,0,0}, the answers {0,0,0,0} ${numbers}.`,
        `client ${clientId} in the week of 2026-03-02: the tally says {6,1,0,0}, the answers {6,0,0,0} ${numbers}.`,
        `programme delivery-method in the week of 2026-03-02: the tally says {0,0,0,0}, the answers {8,0,0,0} ${numbers}.`,
      ],
    });
  });
});
