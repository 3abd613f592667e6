import {
  answerQuestion,
  askQuestion,
  changeCoverage,
  checkQuestion,
  communicationEvents,
  getCoverage,
  getQuestion,
  helpWithQuestion,
  listCommunityQuestions,
  listQuestions,
  replyToQuestion,
} from '#libs/contracts';
import { Transactions } from '#libs/persistence';
import { systemActor } from '#libs/access';
import { refusalOf, type TestService } from '#libs/testing';
import { Coverages } from '../coverage/coverages.js';
import { accountIs, anAe, anExpert, aPlacement, type TestPlacement } from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';
import { QuestionsHandOver } from './hand-over.service.js';

const { questionHelped, questionHandedOver, questionReplied } = communicationEvents;

describe('Questions, and who else answers them', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const ask = async (subject = 'The shop of Blue Heron'): Promise<string> => {
    const { placementId, client } = placement;
    return (await test.ask(askQuestion, client, { placementId, subject, body: 'Why is Blue Heron slow?' })).id;
  };
  const check = (id: string) => test.ask(checkQuestion, placement.expert, { id, body: 'I ask around.' });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  describe('CS-5: the community', () => {
    const colleague = anExpert();
    const listed = async (actor = colleague) => (await test.ask(listCommunityQuestions, actor, {})).items;

    it('sees what is checked, without whose it is, and helps', async () => {
      const id = await ask();
      expect(await listed()).toEqual([]);
      expect(await refused(test.ask(helpWithQuestion, colleague, { id, body: 'Cache?' }))).toBe(
        'access.no-such-question',
      );
      await check(id);
      expect(await listed()).toEqual([
        {
          ...{ id, subject: 'The shop of the client', body: 'Why is the client slow?' },
          ...{ askedAt: '2026-03-02T08:00:00.000Z', nextUpdateDue: '2026-03-02T09:00:00.000Z', help: [] },
        },
      ]);
      expect(JSON.stringify(await listed())).not.toContain(placement.placementId);
      const found = async (q: string) => (await test.ask(listCommunityQuestions, colleague, { q })).items.length;
      expect([await found('SHOP'), await found('heron')]).toEqual([1, 0]);
      const helped = await test.ask(helpWithQuestion, colleague, { id, body: 'Is there a cache?' });
      expect(helped.help).toMatchObject([{ body: 'Is there a cache?', by: 'Ana Šimić' }]);
      expect(await test.told(questionHelped)).toMatchObject([{ questionId: id, body: 'Is there a cache?' }]);
    });

    it('its help is for the network: the client sees none of it, and no clock notices', async () => {
      const id = await ask();
      const { clocks } = await check(id);
      await test.ask(helpWithQuestion, colleague, { id, body: 'Is there a cache?' });
      const kinds = async (actor = placement.expert) =>
        (await test.ask(getQuestion, actor, { id })).messages.map(({ kind }) => kind);
      expect(await kinds()).toEqual(['question', 'checking', 'help']);
      expect(await kinds(placement.client)).toEqual(['question', 'checking']);
      expect((await test.ask(getQuestion, placement.expert, { id })).clocks).toEqual(clocks);
    });

    it('is experts and staff: no client, not the expert who asks it, and nothing once it is answered', async () => {
      const id = await ask();
      await check(id);
      expect(await listed(placement.expert)).toEqual([]);
      expect(await listed(anAe())).toHaveLength(1);
      expect(await refused(listed(placement.client))).toBe('access.role');
      const help = (actor = colleague) => test.ask(helpWithQuestion, actor, { id, body: 'Cache?' });
      expect(await refused(help(placement.client))).toBe('access.role');
      expect(await refused(help(placement.expert))).toBe('access.no-such-question');
      await test.ask(answerQuestion, placement.expert, { id, body: 'A cache.', estimate: { minutes: 30 } });
      expect(await refused(help())).toBe('access.no-such-question');
      expect(await listed()).toEqual([]);
    });
  });

  describe('CS-3: a break', () => {
    const handOver = (because: 'break' | 'back'): Promise<void> => {
      const { placementId, expert, lead } = placement;
      const [from, to] = because === 'break' ? [expert.id, lead.id] : [lead.id, expert.id];
      return test.app
        .get(Transactions)
        .run((tx) => test.app.get(QuestionsHandOver).handOver(tx, systemActor, { placementId, from, to, because }));
    };
    const assigned = async (id: string) => (await test.ask(getQuestion, placement.lead, { id })).assignedTo;

    it('moves open questions to who stands in, and back; their clocks run on', async () => {
      const id = await ask();
      const answered = await ask('Answered');
      await test.ask(answerQuestion, placement.expert, { id: answered, body: 'Yes', estimate: { minutes: 1 } });
      await handOver('break');
      expect(await assigned(id)).toBe(placement.lead.id);
      expect(await assigned(answered)).toBe(placement.expert.id);
      expect(await test.told(questionHandedOver)).toMatchObject([
        { questionId: id, from: placement.expert.id, assignedTo: placement.lead.id, because: 'break' },
      ]);
      const { clocks } = await test.ask(getQuestion, placement.lead, { id });
      expect(clocks).toMatchObject([{ state: 'running', dueAt: '2026-03-02T09:00:00.000Z' }]);
      const during = await ask('During the break');
      expect(await assigned(during)).toBe(placement.lead.id);
      await handOver('back');
      expect(await assigned(id)).toBe(placement.expert.id);
      expect(await assigned(during)).toBe(placement.expert.id);
      expect(await assigned(await ask('After it'))).toBe(placement.expert.id);
    });

    it('a reply during it goes to who stands in', async () => {
      const id = await ask();
      await test.ask(answerQuestion, placement.expert, { id, body: 'Yes', estimate: { minutes: 1 } });
      await handOver('break');
      const replied = await test.ask(replyToQuestion, placement.client, { id, body: 'Why?' });
      expect(replied.assignedTo).toBe(placement.lead.id);
      expect(await test.told(questionReplied)).toMatchObject([{ assignedTo: placement.lead.id }]);
      const mine = await test.ask(listQuestions, placement.lead, { assignedTo: placement.lead.id });
      expect(mine.items.map((each) => each.id)).toEqual([id]);
    });

    it('begun while questions are asked, none of them is left behind', async () => {
      const asked = await Promise.all([ask('1'), handOver('break'), ask('2'), ask('3')]);
      for (const id of asked) if (id) expect(await assigned(id)).toBe(placement.lead.id);
      await Promise.all([handOver('back'), ask('4')]);
      const { items } = await test.ask(listQuestions, placement.lead, { assignedTo: placement.lead.id });
      expect(items).toEqual([]);
    });

    it('named in the middle of it, another colleague takes over; who stood in sees nothing of it any more', async () => {
      const [first, second] = [anExpert(), anExpert()];
      for (const colleague of [first, second]) await accountIs(test, colleague);
      const { placementId, expert, lead } = placement;
      const name = async (coveringId: string | null) => {
        const { version } = await test.ask(getCoverage, lead, { placementId });
        return test.ask(changeCoverage, lead, { placementId, version, change: { coveringId } });
      };
      const over = (from: string, to: string, because: 'break' | 'back') =>
        test.app
          .get(Transactions)
          .run((tx) => test.app.get(QuestionsHandOver).handOver(tx, systemActor, { placementId, from, to, because }));
      await name(first.id);
      const [id, answered] = [await ask(), await ask('Answered')];
      await over(expert.id, first.id, 'break');
      await test.ask(answerQuestion, first, { id: answered, body: 'Yes', estimate: { minutes: 1 } });
      await name(second.id);
      expect(await assigned(id)).toBe(second.id);
      expect((await test.ask(listQuestions, first, {})).items).toEqual([]);
      expect((await test.ask(listQuestions, second, {})).items).toMatchObject([{ id }]);
      await name(null);
      expect(await assigned(id)).toBe(lead.id);
      await over(first.id, expert.id, 'back');
      expect(await assigned(id)).toBe(expert.id);
    });

    it('a colleague whose account was disabled stands in for nobody', async () => {
      const colleague = anExpert();
      await accountIs(test, colleague);
      const { placementId, lead } = placement;
      const named = await test.ask(changeCoverage, lead, {
        placementId,
        version: 2,
        change: { coveringId: colleague.id },
      });
      await accountIs(test, colleague, true);
      const standIn = await test.app.get(Transactions).run(async (tx) => {
        const coverages = test.app.get(Coverages);
        return coverages.standInOf(tx, await coverages.ofPlacement(tx, systemActor, placementId));
      });
      expect([named.coveringId, standIn]).toEqual([colleague.id, lead.id]);
    });

    it('the same twice changes nothing', async () => {
      const id = await ask();
      await handOver('break');
      await handOver('break');
      expect(await test.told(questionHandedOver)).toHaveLength(1);
      expect((await test.ask(getQuestion, placement.lead, { id })).version).toBe(2);
    });
  });
});
