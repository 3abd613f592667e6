import fc from 'fast-check';
import type { z } from 'zod';
import {
  answerQuestion,
  askBack,
  communicationEvents,
  getQuestion,
  type InboundMessage,
  listQuestions,
  type Question,
  receiveEmail,
  receiveMessage,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { aPartner, refusalOf, type TestService } from '#libs/testing';
import { anAdmin, anAe, aPlacement, type TestPlacement } from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';

const { questionAsked, questionAnswered, questionReplied } = communicationEvents;
type QuestionView = z.output<typeof Question>;
type Inbound = z.input<typeof InboundMessage>;

describe('CS-4: what channels bring', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const aMessage = (change: Partial<Inbound> = {}): Inbound => ({
    placementId: placement.placementId,
    channel: 'chat',
    messageId: newId(),
    from: 'Carla',
    subject: 'Invoices',
    body: 'As PDF?',
    ...change,
  });
  const bring = (message: Inbound): Promise<QuestionView> => test.ask(receiveMessage, aPartner(), message);
  const answer = (id: string) =>
    test.ask(answerQuestion, placement.expert, { id, body: 'Yes.', estimate: { minutes: 60 } });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;
  const all = async () => (await test.ask(listQuestions, anAdmin(), {})).items;

  it('a message asks; the same again changes nothing', async () => {
    const message = aMessage();
    const question = await bring(message);
    expect(question).toMatchObject({
      ...{ subject: 'Invoices', askedBy: 'Carla', state: 'open', assignedTo: placement.expert.id },
      messages: [{ kind: 'question', byRole: 'client', source: { channel: 'chat', messageId: message.messageId } }],
      clocks: [{ kind: 'first-answer', state: 'running' }],
    });
    await test.until('2026-03-02T08:10:00Z');
    await answer(question.id);
    const again = await bring({ ...message, body: 'Changed on the way' });
    expect(again).toMatchObject({ id: question.id, state: 'answered', version: 2 });
    expect(again.messages).toHaveLength(2);
    // Another channel may use the same id for something else.
    expect((await bring({ ...message, channel: 'api' })).id).not.toBe(question.id);
    expect(await test.told(questionAsked)).toHaveLength(2);
    expect(await test.told(questionReplied)).toEqual([]);
  });

  it('the same message ten times at once is one question', async () => {
    const message = aMessage();
    const answers = await Promise.all(Array.from({ length: 10 }, () => bring(message)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await all()).toHaveLength(1);
    expect(answers[0]!.clocks).toHaveLength(1);
  });

  it('a message and replies to it at once are one question', async () => {
    const message = aMessage();
    const replies = Array.from({ length: 5 }, () => aMessage({ inReplyTo: message.messageId, body: 'And then?' }));
    const answers = await Promise.all([...replies, message].map(bring));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const { messages, clocks } = await test.ask(getQuestion, anAe(), { id: answers[0]!.id });
    expect(messages.map(({ kind }) => kind).toSorted()).toEqual(['question', ...Array<string>(5).fill('reply')]);
    expect(clocks.map(({ kind }) => kind)).toEqual(['first-answer']);
  });

  it('replies go where they belong, without the placement being named', async () => {
    const question = await bring(aMessage({ messageId: 'm-1' }));
    await answer(question.id);
    const reply = { channel: 'chat' as const, messageId: 'm-2', inReplyTo: 'm-1', from: 'Carl', body: 'Why?' };
    const replied = await bring(reply);
    expect(replied).toMatchObject({ id: question.id, subject: 'Invoices', askedBy: 'Carla', state: 'open' });
    expect(replied.clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['first-answer', 'stopped'],
      ['next-answer', 'running'],
    ]);
    const unknown = { ...reply, messageId: 'm-3', inReplyTo: 'nobody-knows' };
    expect(await refused(bring(unknown))).toBe('communication.thread-unknown');
  });

  it('a thread stays with its placement', async () => {
    const other = await aPlacement(test);
    await bring(aMessage({ messageId: 'm-1' }));
    const { placementId } = other;
    expect(await refused(bring(aMessage({ messageId: 'm-1', placementId })))).toBe('communication.other-placement');
    expect(await refused(bring(aMessage({ inReplyTo: 'm-1', placementId })))).toBe('communication.other-placement');
  });

  it('an auto-reply is kept, and no clock notices', async () => {
    const question = await bring(aMessage({ messageId: 'm-1' }));
    const automatic = () => bring(aMessage({ inReplyTo: 'm-1', body: 'I am away', automatic: true }));
    const running = await automatic();
    expect(running.clocks).toEqual(question.clocks);
    await test.ask(askBack, placement.expert, { id: question.id, body: 'Which ones?' });
    const waiting = await automatic();
    expect(waiting).toMatchObject({ state: 'waiting-for-client', clocks: [{ state: 'waiting' }] });
    await answer(question.id);
    const answered = await automatic();
    expect(answered).toMatchObject({ state: 'answered', clocks: [{ state: 'stopped' }] });
    expect(answered.messages.filter(({ kind }) => kind === 'auto-reply')).toHaveLength(3);
    expect(await test.told(questionReplied)).toEqual([]);
    expect(await refused(bring(aMessage({ automatic: true })))).toBe('communication.auto-reply-alone');
  });

  it('GW-3: adapters bring messages, nobody else; they see no notes', async () => {
    for (const actor of [anAdmin(), anAe(), aPartner()]) {
      expect((await test.ask(receiveMessage, actor, aMessage())).state).toBe('open');
    }
    for (const actor of [placement.client, placement.expert, placement.lead]) {
      expect(await refused(test.ask(receiveMessage, actor, aMessage()))).toBe('access.role');
      expect(await refused(test.ask(receiveEmail, actor, { raw: 'x' }))).toBe('access.role');
    }
    expect(await refused(bring(aMessage({ placementId: newId() })))).toBe('access.no-such-placement');
  });

  it('wrong input is refused by its field', async () => {
    for (const wrong of [{ body: '\u0000' }, { body: '' }, { from: 'x'.repeat(10_000) }, { messageId: '' }]) {
      expect(await refused(bring(aMessage(wrong)))).toBe('request.invalid');
    }
    const rtl = aMessage({ from: 'כרלה <c@x.example>', body: '<script>alert("שלום")</script>' });
    expect(await bring(rtl)).toMatchObject({ askedBy: rtl.from, messages: [{ body: rtl.body }] });
  });

  describe('by mail', () => {
    const mail = (change: Record<string, string> = {}, body = 'As PDF?'): string => {
      const headers = {
        From: 'Carla <carla@harbour.example>',
        To: `q+${placement.placementId}@answers.example`,
        Subject: 'Invoices',
        'Message-ID': '<one@harbour.example>',
        ...change,
      };
      return [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
    };
    const receive = (raw: string): Promise<QuestionView> => test.ask(receiveEmail, aPartner(), { raw });

    it('a mail asks, is answered in its thread, and its reply goes on', async () => {
      const question = await receive(mail());
      expect(question).toMatchObject({
        ...{ subject: 'Invoices', askedBy: 'Carla <carla@harbour.example>' },
        messages: [{ body: 'As PDF?', source: { channel: 'email', messageId: '<one@harbour.example>' } }],
      });
      expect((await receive(mail())).version).toBe(1);
      await answer(question.id);
      const [told] = await test.told(questionAnswered);
      expect(told).toMatchObject({ inReplyTo: '<one@harbour.example>', to: 'carla@harbour.example' });
      const ours = `<${told!.messageId}@shoreline.example>`;
      const reply = { To: 'answers@shoreline.example', 'Message-ID': '<two@harbour.example>', 'In-Reply-To': ours };
      const replied = await receive(mail(reply, 'Why?\r\n\r\nOn 2 March Ana wrote:\r\n> Yes.'));
      expect(replied).toMatchObject({ id: question.id, state: 'open' });
      expect(replied.messages.at(-1)).toMatchObject({ kind: 'reply', body: 'Why?' });
    });

    it('a mail comes as its bytes where it isn’t written in UTF-8', async () => {
      const latin = mail(
        { 'Content-Type': 'text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding': '8bit' },
        'Größe?',
      );
      const raw = Buffer.from(latin, 'latin1').toString('base64');
      const question = await test.ask(receiveEmail, aPartner(), { raw, encoding: 'base64' });
      expect(question.messages[0]!.body).toBe('Größe?');
    });

    it('an address may name the question itself', async () => {
      const { id } = await receive(mail());
      const direct = { To: `q+${id}@answers.example`, 'Message-ID': '<two@harbour.example>' };
      const replied = await receive(mail(direct, 'One more thing'));
      expect(replied).toMatchObject({ id, subject: 'Invoices' });
      expect(replied.messages.at(-1)).toMatchObject({ kind: 'reply' });
    });

    it('an out-of-office answer to a mail of ours stops nothing and starts nothing', async () => {
      const { id } = await receive(mail());
      await answer(id);
      const away = {
        'Message-ID': '<away@harbour.example>',
        References: '<one@harbour.example>',
        'Auto-Submitted': 'auto-replied',
      };
      const question = await receive(mail(away, 'I am away'));
      expect(question).toMatchObject({ id, state: 'answered' });
      expect(question.clocks.map(({ state }) => state)).toEqual(['stopped']);
    });

    it('markup stays text; what has no bounds is refused', async () => {
      const html = await receive(mail({ 'Content-Type': 'text/plain' }, '<b onclick="x()">As PDF?</b>'));
      expect(html.messages[0]!.body).toBe('<b onclick="x()">As PDF?</b>');
      const wrong = [
        mail({ 'Message-ID': '<n1@x>' }, 'a\u0000b'),
        mail({ 'Message-ID': '<n2@x>', Subject: '' }, ''),
        mail({ 'Message-ID': '<n3@x>' }, 'x'.repeat(30_000)),
        mail({ 'Message-ID': '<n4@x>', From: `${'x'.repeat(10_000)} <carla@harbour.example>` }),
        mail({ 'Message-ID': '<n5@x>', Subject: 'x'.repeat(30_000) }),
      ];
      for (const raw of wrong) expect(await refused(receive(raw))).toBe('request.invalid');
      expect(await refused(receive('no mail'))).toBe('communication.unreadable-mail');
      expect(await refused(receive(mail({ To: 'help@x.example', 'Message-ID': '<n6@x>' })))).toBe(
        'communication.thread-unknown',
      );
      expect(await refused(receive(mail({ To: `q+${newId()}@x.example`, 'Message-ID': '<n7@x>' })))).toBe(
        'access.no-such-placement',
      );
      expect(await all()).toHaveLength(1);
    });
  });

  it('any order and any number of copies leave the same question and clocks', async () => {
    /** Every later message names the first, as threads of a chat do, some of them others too. */
    const thread = (): { root: Inbound; messages: Inbound[] } => {
      const root = aMessage({ messageId: newId(), subject: 'Invoices' });
      const reply = (n: number) => aMessage({ inReplyTo: root.messageId, body: `Reply ${n}`, subject: 'Re: Invoices' });
      return { root, messages: [root, ...[1, 2, 3].map(reply)] };
    };
    const order = fc.array(fc.nat(3), { minLength: 4, maxLength: 12 }).filter((each) => new Set(each).size === 4);
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (deliveries, atOnce) => {
        const { root, messages } = thread();
        const delivered = deliveries.map((n) => messages[n]!);
        if (atOnce) await Promise.all(delivered.map(bring));
        else for (const message of delivered) await bring(message);
        const question = await bring(root);
        const seen = question.messages.map(({ kind, source, body }) => `${kind} ${source.messageId} ${body}`);
        expect(seen.toSorted()).toEqual(
          messages
            .map(({ messageId, body }) => `${messageId === root.messageId ? 'question' : 'reply'} ${messageId} ${body}`)
            .toSorted(),
        );
        expect(question).toMatchObject({ subject: 'Invoices', askedBy: 'Carla', state: 'open', version: 4 });
        expect(question.clocks.map(({ kind, state, startedAt }) => [kind, state, startedAt])).toEqual([
          ['first-answer', 'running', question.askedAt],
        ]);
      }),
      { numRuns: 25 },
    );
    expect(await all()).toHaveLength(25);
  });
});
