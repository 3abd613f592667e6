import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  answerQuestion,
  askBack,
  askQuestion,
  checkQuestion,
  closeQuestion,
  communicationEvents,
  getQuestion,
  listQuestions,
  type Question,
  reopenQuestion,
  replyToQuestion,
  researchQuestion,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  end,
  pause,
  resume,
  type TestPlacement,
} from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';

const { questionAsked, questionAnswered, questionReplied, questionClosed, workRequested } = communicationEvents;
type QuestionView = z.output<typeof Question>;

describe('Questions', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const ask = (actor: Actor = placement.client): Promise<QuestionView> =>
    test.ask(askQuestion, actor, { placementId: placement.placementId, subject: 'Invoices', body: 'As PDF?' });
  const answer = (id: string, actor: Actor = placement.expert) =>
    test.ask(answerQuestion, actor, { id, body: 'Yes.', estimate: { minutes: 240 } });
  const clocksOf = ({ clocks }: QuestionView) => clocks.map(({ kind, state }) => `${kind} ${state}`);
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  it('CS-4: a question starts the first-answer clock, in the hours of the contract', async () => {
    const question = await ask();
    expect(question).toMatchObject({
      clientName: 'Blue Heron',
      expertName: 'Ana Šimić',
      state: 'open',
      assignedTo: placement.expert.id,
      askedBy: 'Carl Client',
      askedAt: '2026-03-02T08:00:00.000Z',
      answeredAt: null,
      messages: [{ kind: 'question', body: 'As PDF?', by: 'Carl Client', source: { channel: 'board' } }],
      clocks: [{ kind: 'first-answer', state: 'running', dueAt: '2026-03-02T09:00:00.000Z' }],
      history: [{ state: 'open' }],
      version: 1,
    });
    expect(await test.told(questionAsked)).toEqual([
      {
        questionId: question.id,
        placementId: placement.placementId,
        clientId: placement.client.clientId,
        expertId: placement.expert.id,
        assignedTo: placement.expert.id,
        teamLeadId: placement.lead.id,
        accountExecutiveId: placement.ae.id,
        subject: 'Invoices',
        body: 'As PDF?',
        askedBy: 'Carl Client',
        askedAt: '2026-03-02T08:00:00.000Z',
        dueAt: '2026-03-02T09:00:00.000Z',
      },
    ]);
  });

  it('CS-5: an answer stops what was promised, and goes to the client through its channel', async () => {
    const { id } = await ask();
    await test.until('2026-03-02T08:30:00Z');
    const question = await answer(id);
    expect(question).toMatchObject({
      state: 'answered',
      answeredAt: '2026-03-02T08:30:00.000Z',
      clocks: [{ kind: 'first-answer', state: 'stopped', countedSeconds: 1_800, breachedAt: null }],
      version: 2,
    });
    expect(question.messages.at(-1)).toMatchObject({ kind: 'answer', estimate: { minutes: 240, deadline: null } });
    expect(await test.told(questionAnswered)).toMatchObject([
      { kind: 'answer', body: 'Yes.', by: 'Ana Šimić', channel: 'email', inReplyTo: null, to: null },
    ]);
  });

  it('CS-5: a deadline of an answer lies ahead', async () => {
    const { id } = await ask();
    const said = { id, body: 'Soon', estimate: { deadline: '2026-03-02T08:00:00Z' } };
    expect(await refused(test.ask(answerQuestion, placement.expert, said))).toBe('communication.deadline-in-past');
    const late = { ...said, estimate: { deadline: '2026-03-02T10:00:00+02:00' } };
    expect(await refused(test.ask(answerQuestion, placement.expert, late))).toBe('communication.deadline-in-past');
    const ahead = { ...said, estimate: { deadline: '2026-03-06T15:00:00Z' } };
    const { messages } = await test.ask(answerQuestion, placement.expert, ahead);
    expect(messages.at(-1)?.estimate).toEqual({ minutes: null, deadline: '2026-03-06T15:00:00.000Z' });
  });

  it('CS-5: checking stops the first-answer clock and promises an update; each one promises the next', async () => {
    const { id } = await ask();
    const checking = await test.ask(checkQuestion, placement.expert, { id, body: 'I ask around.' });
    expect(checking).toMatchObject({ state: 'checking', nextUpdateDue: '2026-03-02T09:00:00.000Z' });
    expect(clocksOf(checking)).toEqual(['first-answer stopped', 'promised-update running']);
    await test.until('2026-03-02T08:50:00Z');
    const again = await test.ask(checkQuestion, placement.expert, { id, body: 'Still.' });
    expect(again.nextUpdateDue).toBe('2026-03-02T09:50:00.000Z');
    expect(clocksOf(again)).toEqual(['first-answer stopped', 'promised-update stopped', 'promised-update running']);
    const answered = await answer(id);
    expect(answered).toMatchObject({ state: 'answered', nextUpdateDue: null });
    expect(answered.clocks.filter(({ state }) => state !== 'stopped')).toEqual([]);
  });

  it('CS-5: researching promises a time of its own, counted in service time', async () => {
    const { id } = await ask();
    const research = (nextUpdateAt: string) =>
      test.ask(researchQuestion, placement.expert, { id, body: 'It takes a while.', nextUpdateAt });
    expect(await refused(research('2026-03-02T08:00:00Z'))).toBe('communication.update-in-past');
    expect(await refused(research('2026-09-02T08:00:00Z'))).toBe('communication.update-after-end');
    const question = await research('2026-03-03T09:30:00Z');
    expect(question).toMatchObject({ state: 'researching', nextUpdateDue: '2026-03-03T09:30:00.000Z' });
    // 9 to 17 on Monday, 9 to 10:30 on Tuesday.
    expect(question.clocks.at(-1)).toMatchObject({
      kind: 'promised-update',
      targetSeconds: 9.5 * 3_600,
      dueAt: '2026-03-03T09:30:00.000Z',
    });
    await test.until('2026-03-02T20:00:00Z');
    expect(await refused(research('2026-03-03T05:00:00Z'))).toBe('communication.update-outside-service');
  });

  it('CS-7: clocks wait for the client, and run on when it replies', async () => {
    const { id } = await ask();
    await test.until('2026-03-02T08:20:00Z');
    const waiting = await test.ask(askBack, placement.expert, { id, body: 'Which ones?' });
    expect(waiting).toMatchObject({ state: 'waiting-for-client', clocks: [{ state: 'waiting', dueAt: null }] });
    await test.until('2026-03-02T10:00:00Z');
    const replied = await test.ask(replyToQuestion, placement.client, { id, body: 'All.' });
    expect(replied).toMatchObject({
      state: 'open',
      clocks: [{ kind: 'first-answer', state: 'running', dueAt: '2026-03-02T10:40:00.000Z', breachedAt: null }],
    });
  });

  it('CS-7: a promised update waits too, and what was researched is again', async () => {
    const { id } = await ask();
    await test.ask(researchQuestion, placement.expert, {
      ...{ id, body: 'A while.', nextUpdateAt: '2026-03-02T10:00:00Z' },
    });
    const waiting = await test.ask(askBack, placement.expert, { id, body: 'Which ones?' });
    expect(waiting.nextUpdateDue).toBeNull();
    await test.until('2026-03-02T09:00:00Z');
    const replied = await test.ask(replyToQuestion, placement.client, { id, body: 'All.' });
    expect(replied).toMatchObject({ state: 'researching', nextUpdateDue: '2026-03-02T11:00:00.000Z' });
  });

  it('CS-7: after an answer the next one is promised, also when the question was closed', async () => {
    const { id } = await ask();
    await answer(id);
    const replied = await test.ask(replyToQuestion, placement.client, { id, body: 'And on weekends?' });
    expect(replied.state).toBe('open');
    expect(clocksOf(replied)).toEqual(['first-answer stopped', 'next-answer running']);
    await answer(id);
    await test.ask(closeQuestion, placement.expert, { id, action: 'none', note: 'Answered' });
    const again = await test.ask(replyToQuestion, placement.client, { id, body: 'And at night?' });
    expect(again).toMatchObject({ state: 'open', action: null });
    expect(clocksOf(again)).toEqual(['first-answer stopped', 'next-answer stopped', 'next-answer running']);
    expect((await test.told(questionReplied)).map(({ body, reopened }) => [body, reopened])).toEqual([
      ['And on weekends?', false],
      ['And at night?', true],
    ]);
  });

  it('CS-7: opened again, the first answer is owed again from where its clock stood', async () => {
    const { id } = await ask();
    await test.until('2026-03-02T08:30:00Z');
    await answer(id);
    await test.until('2026-03-02T12:00:00Z');
    const reopened = await test.ask(reopenQuestion, placement.client, { id, reason: 'That was no answer.' });
    expect(reopened).toMatchObject({
      state: 'open',
      clocks: [{ kind: 'first-answer', state: 'running', dueAt: '2026-03-02T12:30:00.000Z' }],
    });
    expect(reopened.history.at(-1)).toMatchObject({ state: 'open', reason: 'That was no answer.', by: 'Carl Client' });
    expect(await refused(test.ask(reopenQuestion, placement.client, { id, reason: 'Twice' }))).toBe(
      'communication.question-state',
    );
  });

  it('CS-5, TS-11: a question ends with an action, once it was answered', async () => {
    const { id } = await ask();
    const close = (action: 'task' | 'weekly-summary' | 'none') =>
      test.ask(closeQuestion, placement.expert, { id, action, note: 'Invoices as PDF' });
    expect(await refused(close('none'))).toBe('communication.question-state');
    await answer(id);
    const closed = await close('task');
    expect(closed).toMatchObject({ state: 'closed', action: { kind: 'task', by: 'Ana Šimić' } });
    const taskId = closed.action!.taskId!;
    expect(await test.told(workRequested)).toEqual([
      {
        taskId,
        placementId: placement.placementId,
        title: 'Invoices',
        description: 'Invoices as PDF',
        estimateMinutes: 240,
        source: { kind: 'question', id },
        requestedBy: 'Ana Šimić',
        requestedAt: '2026-03-02T08:00:00.000Z',
      },
    ]);
    expect(await test.told(questionClosed)).toMatchObject([{ questionId: id, action: 'task', taskId }]);
    await test.ask(reopenQuestion, placement.ae, { id, reason: 'The client called' });
    await answer(id);
    expect((await close('weekly-summary')).action).toMatchObject({ kind: 'weekly-summary', taskId: null });
    expect(await test.told(workRequested)).toHaveLength(1);
  });

  it('two answers at once are one answer', async () => {
    const { id } = await ask();
    const both = await Promise.allSettled([answer(id), answer(id, placement.lead)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await test.told(questionAnswered)).toHaveLength(1);
    expect((await test.ask(getQuestion, placement.expert, { id })).version).toBe(2);
  });

  it('an answer and a reply at once are both kept, and the next answer is owed or was given', async () => {
    const { id } = await ask();
    await Promise.all([answer(id), test.ask(replyToQuestion, placement.client, { id, body: 'Quickly!' })]);
    const { state, messages, clocks } = await test.ask(getQuestion, placement.expert, { id });
    expect(messages).toHaveLength(3);
    expect(['open', 'answered']).toContain(state);
    expect(clocks.some((clock) => clock.state === 'running')).toBe(state === 'open');
  });

  it('GW-4: the same key asks once', async () => {
    const input = { placementId: placement.placementId, subject: 'Once', body: 'Really?' };
    const { id } = await test.ask(askQuestion, placement.client, input, 'k-1');
    expect((await test.ask(askQuestion, placement.client, input, 'k-1')).id).toBe(id);
  });

  it('GW-3: strangers find nothing; clients do not answer, experts do not ask', async () => {
    const { id } = await ask();
    for (const stranger of [aClientUser(), anExpert()]) {
      expect(await refused(test.ask(getQuestion, stranger, { id }))).toBe('access.no-such-question');
      expect(await refused(test.ask(listQuestions, stranger, { placementId: placement.placementId }))).toBe(
        'access.no-such-placement',
      );
      expect((await test.ask(listQuestions, stranger, {})).items).toEqual([]);
    }
    expect(await refused(answer(id, anExpert()))).toBe('access.no-such-question');
    expect(await refused(answer(id, placement.client))).toBe('access.role');
    expect(await refused(ask(aClientUser()))).toBe('access.no-such-placement');
    expect(await refused(ask(placement.expert))).toBe('access.role');
    const reply = { id, body: 'Me too' };
    expect(await refused(test.ask(replyToQuestion, aClientUser(), reply))).toBe('access.no-such-question');
    expect(await refused(test.ask(replyToQuestion, placement.expert, reply))).toBe('access.role');
    expect(await refused(test.ask(getQuestion, placement.expert, { id: newId() }))).toBe('access.no-such-question');
    for (const staff of [anAe(), aTeamLead(), anAdmin()]) expect((await ask(staff)).state).toBe('open');
  });

  it('a placement that rests or is over gets no new questions; what is open is still answered', async () => {
    const { id } = await ask();
    await pause(test, placement);
    expect(await refused(ask())).toBe('communication.not-running');
    const checking = await test.ask(checkQuestion, placement.expert, { id, body: 'I ask around.' });
    expect(checking).toMatchObject({ state: 'checking', nextUpdateDue: null });
    await answer(id);
    await end(test, placement, '2026-03-02');
    expect(await refused(test.ask(reopenQuestion, placement.client, { id, reason: 'No' }))).toBe(
      'communication.not-running',
    );
    expect(clocksOf(await test.ask(replyToQuestion, placement.client, { id, body: 'Thanks' }))).not.toContain(
      'next-answer running',
    );
  });

  it('CS-7: what came to be owed while the placement rested is promised when it goes on', async () => {
    const [waits, replied, checked] = [await ask(), await ask(), await ask()];
    await answer(replied.id);
    await pause(test, placement);
    await test.ask(replyToQuestion, placement.client, { id: replied.id, body: 'And on weekends?' });
    await test.ask(checkQuestion, placement.expert, { id: checked.id, body: 'I ask around.' });
    await resume(test, placement);
    const seen = (id: string) => test.ask(getQuestion, placement.client, { id });
    expect(clocksOf(await seen(waits.id))).toEqual(['first-answer running']);
    expect(clocksOf(await seen(replied.id))).toEqual(['first-answer stopped', 'next-answer running']);
    expect(clocksOf(await seen(checked.id))).toEqual(['first-answer stopped', 'promised-update running']);
    expect((await seen(checked.id)).nextUpdateDue).toBe('2026-03-02T09:00:00.000Z');
  });

  it('markup, right-to-left text and control characters: kept as they are, or refused', async () => {
    const html = '<img src=x onerror=alert(1)> & "quotes"';
    const rtl = 'מה המחיר? ‮abc';
    const input = { placementId: placement.placementId, subject: html, body: rtl };
    expect(await test.ask(askQuestion, placement.client, input)).toMatchObject({
      subject: html,
      messages: [{ body: rtl }],
    });
    for (const wrong of ['', 'a\u0000b', '\ud800', 'x'.repeat(20_001)]) {
      expect(await refused(test.ask(askQuestion, placement.client, { ...input, body: wrong }))).toBe('request.invalid');
    }
    expect(await refused(test.ask(askQuestion, placement.client, { ...input, subject: 'x'.repeat(10_000) }))).toBe(
      'request.invalid',
    );
  });

  it('lists by state, words, who answers and broken promises, page by page', async () => {
    const other = await aPlacement(test, { client: placement.client });
    const first = await ask();
    await test.until('2026-03-02T08:30:00Z');
    const second = await test.ask(askQuestion, placement.client, {
      ...{ placementId: other.placementId, subject: '100 % sure', body: 'Are you?' },
    });
    await test.until('2026-03-02T09:00:00Z');
    const found = async (filter: object, actor: Actor = placement.client) =>
      (await test.ask(listQuestions, actor, filter)).items.map(({ id }) => id);
    expect(await found({})).toEqual([second.id, first.id]);
    expect(await found({ sort: 'askedAt' })).toEqual([first.id, second.id]);
    expect(await found({ q: '%' })).toEqual([second.id]);
    expect(await found({ q: 'INVO' })).toEqual([first.id]);
    expect(await found({ breached: 'true' })).toEqual([first.id]);
    expect(await found({ breached: 'false' })).toEqual([second.id]);
    expect(await found({ placementId: other.placementId })).toEqual([second.id]);
    expect(await found({ assignedTo: placement.expert.id }, anAe())).toEqual([first.id]);
    expect(await found({}, placement.expert)).toEqual([first.id]);
    await answer(first.id);
    expect(await found({ state: 'answered' })).toEqual([first.id]);
    const { items, nextCursor } = await test.ask(listQuestions, placement.client, { limit: 1 });
    expect(items).toMatchObject([{ dueAt: '2026-03-02T09:30:00.000Z', breached: false }]);
    expect(await found({ limit: 1, cursor: nextCursor! })).toEqual([first.id]);
  });
});
