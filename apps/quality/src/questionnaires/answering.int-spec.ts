import { type Actor, systemActor } from '#libs/access';
import {
  answerQuestionnaire,
  getQuestionnaire,
  listQuestionnaires,
  qualityEvents,
  type QuestionnaireAnswer,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import type { z } from 'zod';
import {
  accountIs,
  aClientUser,
  aContact,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  clientIs,
  end,
  expertIs,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

const { questionnaireAnswered, questionnaireSent, questionnaireReminded, caseOpened } = qualityEvents;
type Answer = z.input<typeof QuestionnaireAnswer>;

describe('QN-1: answering the questionnaire', () => {
  let test: TestService;
  let storefront: TestPlacement;
  let billing: TestPlacement;
  let id: string;
  beforeEach(async () => {
    test = await startQuality();
    storefront = await aPlacement(test);
    const { client, contacts, ae } = storefront;
    billing = await aPlacement(test, { client, contacts, ae, title: 'Billing' });
    await test.until('2026-03-05T09:00:00Z');
    id = (await test.told(questionnaireSent))[0]!.questionnaireId;
  });
  afterEach(() => test.stop());

  const answer = (answered: Answer, actor: Actor = storefront.client) =>
    test.ask(answerQuestionnaire, actor, { id, ...answered });
  const for1 = (score: number, comment?: string): Answer => ({
    items: [{ placementId: storefront.placementId, score }],
    ...(comment && { comment }),
  });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
  const tallied = () =>
    test.query(`select asked, promoters, passives, detractors from nps_tallies where scope = 'network'`);

  it('can be changed until the week closes, each answer for the former, and every one is kept', async () => {
    const both = await answer({
      items: [
        { placementId: storefront.placementId, score: 9, scores: { reliable: 5 } },
        { placementId: billing.placementId, score: 7 },
      ],
      comment: 'A good week.',
    });
    expect(both).toMatchObject({
      ...{ state: 'answered', comment: 'A good week.', answeredAt: '2026-03-05T09:00:00.000Z' },
      items: [
        { title: 'Billing', score: 7, scores: {} },
        { title: 'Storefront', score: 9, scores: { reliable: 5 } },
      ],
    });
    await test.until('2026-03-08T22:59:59Z');
    expect(await answer(for1(10), systemActor)).toMatchObject({
      ...{ comment: null, answeredAt: '2026-03-08T22:59:59.000Z' },
      items: [{ score: null }, { score: 10 }],
    });
    expect(await tallied()).toEqual([{ asked: 2, promoters: 1, passives: 0, detractors: 0 }]);
    expect(await test.query('select key from client_scores')).toEqual([]);
    expect((await test.ask(getQuestionnaire, storefront.ae, { id })).answers).toMatchObject([
      { by: 'Carl Client', comment: 'A good week.', items: [{ score: 9, scores: { reliable: 5 } }, { score: 7 }] },
      { by: 'Shoreline', comment: null, items: [{ score: 10 }] },
    ]);
    for (const actor of [storefront.client, systemActor]) {
      expect((await test.ask(getQuestionnaire, actor, { id })).answers).toBeUndefined();
    }
    expect(await test.told(questionnaireAnswered)).toMatchObject([
      { week: '2026-03-02', items: [{ score: 9, expertId: storefront.expert.expertId }, { score: 7 }] },
      { items: [{ score: 10 }] },
    ]);
  });

  it('is refused from the instant the week closes', async () => {
    await answer(for1(9));
    await test.until('2026-03-08T23:00:00Z');
    expect(await refusalOf(answer(for1(8)))).toMatchObject({
      ...{ code: 'quality.questionnaire-closed', kind: 'conflict', rule: 'QN-1' },
      facts: { closedAt: '2026-03-08T23:00:00.000Z' },
    });
    expect(await test.ask(getQuestionnaire, storefront.client, { id })).toMatchObject({ state: 'closed' });
  });

  it('is about what was asked, once each', async () => {
    const elsewhere = await aPlacement(test);
    const [item] = for1(9).items;
    expect(await refusalOf(answer({ items: [{ placementId: elsewhere.placementId, score: 9 }] }))).toMatchObject({
      ...{ code: 'quality.not-asked', errors: [{ field: 'items.0.placementId' }] },
    });
    expect(await refused(answer({ items: [item!, item!] }))).toBe('quality.answered-twice');
    expect(await tallied()).toMatchObject([{ promoters: 0 }]);
  });

  it('the same answer again changes nothing, and is told once', async () => {
    await answer(for1(9, 'Good.'));
    await test.until('2026-03-06T09:00:00Z');
    expect(await answer(for1(9, 'Good.'))).toMatchObject({ answeredAt: '2026-03-05T09:00:00.000Z' });
    expect(await test.told(questionnaireAnswered)).toHaveLength(1);
    expect(await test.query('select from questionnaire_answers')).toHaveLength(1);
  });

  it('two at once: one after the other, and the last one counts', async () => {
    await Promise.all([answer(for1(3)), answer(for1(10)), answer(for1(8))]);
    const { items, answers } = await test.ask(getQuestionnaire, storefront.ae, { id });
    const last = answers!.at(-1)!.items[0]!.score;
    expect(items[1]!.score).toBe(last);
    expect(await tallied()).toEqual([
      { asked: 2, promoters: Number(last === 10), passives: Number(last === 8), detractors: Number(last === 3) },
    ]);
  });

  it('only the contact answers: neither staff nor anybody else, of its company or another', async () => {
    for (const actor of [anAdmin(), storefront.ae, storefront.lead, storefront.expert]) {
      expect(await refused(answer(for1(10), actor))).toBe('access.role');
    }
    const colleague = aClientUser(storefront.client.clientId);
    const foreign = aClientUser();
    const [carl] = storefront.contacts;
    await accountIs(test, colleague);
    // The same address at another company is another person.
    await accountIs(test, foreign, carl!.email);
    for (const actor of [colleague, foreign]) {
      expect(await refused(answer(for1(10), actor))).toBe('access.no-such-questionnaire');
      expect(await refused(test.ask(getQuestionnaire, actor, { id }))).toBe('access.no-such-questionnaire');
      expect((await test.ask(listQuestionnaires, actor, {})).items).toEqual([]);
    }
    await accountIs(test, colleague, carl!.email.toUpperCase());
    expect(await answer(for1(9), colleague)).toMatchObject({ state: 'answered' });
  });

  it('whom the client no longer names neither reads nor answers, by no way; named again it does', async () => {
    await answer(for1(9));
    await clientIs(test, { ...storefront, contacts: [aContact('New')] });
    for (const actor of [storefront.client, systemActor]) {
      expect(await refused(test.ask(getQuestionnaire, actor, { id }))).toBe('access.no-such-questionnaire');
      expect(await refused(answer(for1(0), actor))).toBe('access.no-such-questionnaire');
    }
    expect(await tallied()).toMatchObject([{ promoters: 1 }]);
    await clientIs(test, storefront);
    expect(await answer(for1(10), systemActor)).toMatchObject({ state: 'answered' });
  });

  it('whoever answered is not reminded', async () => {
    await answer(for1(9));
    await test.until('2026-03-07T00:00:00Z');
    expect(await test.told(questionnaireReminded)).toEqual([]);
  });

  it('QN-5: what is scored from 1 to 5 is the client’s side of the metrics', async () => {
    const { placementId } = storefront;
    await answer({ items: [{ placementId, score: 9, scores: { reliable: 5, 'fixes-fast': 2 } }] });
    await answer({ items: [{ placementId, score: 9, scores: { reliable: 4 } }] });
    expect(await test.query('select key, score, day, source from client_scores')).toEqual([
      { key: 'reliable', score: 4, day: '2026-03-05', source: 'questionnaire' },
    ]);
  });

  it('QN-3: a detractor opens a case at once, due in 48 hours; it stays when the client changes its mind', async () => {
    await answer(for1(3, 'Too slow.'));
    const cases = () => test.query<{ id: string }>('select id, about, state, due_at, facts, words from cases');
    const [opened] = await cases();
    expect(opened).toMatchObject({
      ...{ about: `${id}/${storefront.placementId}`, state: 'open', due_at: new Date('2026-03-07T09:00:00Z') },
      ...{ facts: { score: 3, comment: 'Too slow.', questionnaireId: id } },
      words: 'Carl Client of Blue Heron scored 3 of 10 for Storefront (Ana Šimić): “Too slow.”',
    });
    await answer(for1(9, 'Much better.'));
    await answer(for1(6));
    expect(await cases()).toEqual([opened]);
    expect(await test.told(caseOpened)).toHaveLength(1);
    const history = await test.query('select state, reason from changes where subject_id = $1 order by id', [
      opened!.id,
    ]);
    expect(history).toEqual([
      { state: 'open', reason: null },
      { state: 'note', reason: 'The client changed its score from 3 to 9: “Much better.”' },
      { state: 'note', reason: 'The client changed its score from 9 to 6' },
    ]);
  });

  it('QN-3: 7 opens none, 6 does', async () => {
    await answer(for1(7));
    expect(await test.told(caseOpened)).toEqual([]);
    await answer(for1(6));
    expect(await test.told(caseOpened)).toHaveLength(1);
  });

  it('GW-3: a team lead sees what is about its people, an expert nothing', async () => {
    await answer({
      items: [
        { placementId: storefront.placementId, score: 9 },
        { placementId: billing.placementId, score: 7 },
      ],
    });
    const seen = await test.ask(getQuestionnaire, storefront.lead, { id });
    expect(seen).toMatchObject({ items: [{ title: 'Storefront', score: 9 }], answers: [{ items: [{ score: 9 }] }] });
    expect(seen.answers![0]!.items).toHaveLength(1);
    expect((await test.ask(listQuestionnaires, billing.lead, {})).items).toMatchObject([
      { items: [{ title: 'Billing' }] },
    ]);
    expect((await test.ask(listQuestionnaires, aTeamLead(), {})).items).toEqual([]);
    expect(await refused(test.ask(getQuestionnaire, aTeamLead(), { id }))).toBe('access.no-such-questionnaire');
    for (const actor of [storefront.expert, anExpert()]) {
      expect(await refused(test.ask(getQuestionnaire, actor, { id }))).toBe('access.role');
      expect(await refused(test.ask(listQuestionnaires, actor, {}))).toBe('access.role');
    }
    const foreign = test.ask(listQuestionnaires, storefront.client, { clientId: aClientUser().clientId });
    expect(await refused(foreign)).toBe('access.no-such-client');
  });

  it('lists by state, week, placement and client, the latest first', async () => {
    await answer(for1(9));
    await test.until('2026-03-12T09:00:00Z');
    const found = async (filter: object) =>
      (await test.ask(listQuestionnaires, anAe(), filter)).items.map(({ week }) => week);
    expect(await found({})).toEqual(['2026-03-09', '2026-03-02']);
    expect(await found({ state: 'open' })).toEqual(['2026-03-09']);
    expect(await found({ state: 'closed' })).toEqual(['2026-03-02']);
    expect(await found({ state: 'answered' })).toEqual([]);
    expect(await found({ week: '2026-03-02', placementId: billing.placementId })).toEqual(['2026-03-02']);
    expect(await found({ sort: 'sentAt', limit: 1, clientId: storefront.client.clientId })).toEqual(['2026-03-02']);
  });

  it('stays when the placement ends, the client is renamed, the expert and the contact are erased', async () => {
    await answer(for1(9, 'Good.'));
    await end(test, storefront, '2026-03-06');
    await clientIs(test, { ...storefront, contacts: [aContact('New')] }, { name: 'Heron' });
    await expertIs(test, storefront, 'Erased');
    expect(await test.ask(getQuestionnaire, storefront.ae, { id })).toMatchObject({
      ...{ clientName: 'Heron', contactName: 'Carl Client', comment: 'Good.' },
      items: [{ title: 'Billing' }, { title: 'Storefront', expertName: 'Erased', score: 9 }],
    });
    expect(await tallied()).toMatchObject([{ promoters: 1 }]);
  });
});
