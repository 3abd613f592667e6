import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import type { z } from 'zod';
import type { Questionnaire } from '#libs/contracts';
import { conflict, DomainError, invalid, notFound, unavailable } from '#libs/errors';
import { linkToken } from '#libs/links';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { QuestionnaireLinks } from './questionnaire-links.js';

type Questions = z.output<typeof Questionnaire>;

const [id, placementId, otherPlacementId] = [newId(), newId(), newId()];
const evil = '<script>alert(1)</script>"\'&';
const item = (about: string, title: string, expertName: string): Questions['items'][number] => ({
  ...{ placementId: about, title, expertName, expertId: newId(), score: null, scores: {} },
});
const questions = (change: Partial<Questions> = {}): Questions => ({
  ...{ id, clientId: newId(), clientName: 'Blue Heron', contactId: newId(), contactName: 'Carla Meer' },
  ...{ week: '2026-03-02', timeZone: 'Europe/Berlin', state: 'open', comment: null },
  items: [item(placementId, 'Storefront', 'Ana Šimić')],
  ...{ sentAt: '2026-03-06T09:00:00.000Z', remindedAt: null, answeredAt: null },
  closesAt: '2026-03-08T23:00:00.000Z',
  ...change,
});

describe('QN-1: the page of a questionnaire', () => {
  let test: TestApp;
  let link: string;
  let now: Questions;
  beforeAll(async () => {
    test = await startTestApp(GatewayModule);
    link = new URL(test.app.get(QuestionnaireLinks).linkOf(id)).pathname;
  });
  afterAll(() => test.close());
  beforeEach(() => {
    test.asked.length = 0;
    now = questions();
    test.answer(() => now);
  });
  const get = (path = link) => request(test.app.getHttpServer()).get(path).redirects(0);
  const post = (body: object, path = link) =>
    request(test.app.getHttpServer()).post(path).type('form').redirects(0).send(body);
  /** How services refuse the answer, once the questionnaire was read. */
  const refuseAnswer = (error: DomainError) =>
    test.answer(({ name }) => {
      if (name.endsWith('answer-questionnaire')) throw error;
      return now;
    });
  const questionsAsked = () => test.asked.map(({ name }) => name);

  it('asks how likely a recommendation is, by one form for a browser that knows nothing but HTML', async () => {
    const { status, text, headers } = await get();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('How was your week, <bdi>Carla Meer</bdi>?');
    expect(text).toContain('The week of Monday 2 March 2026.');
    expect(text).toContain('<bdi>Storefront</bdi> <span>with <bdi>Ana Šimić</bdi></span>');
    expect(text.match(new RegExp(`<input type="radio" name="score-${placementId}"`, 'g'))).toHaveLength(11);
    expect(text).toContain(`name="score-${placementId}" value="0" aria-label="0, not at all likely"`);
    expect(text).toContain('You can change it until the end of Sunday 8 March.');
    expect(text).toContain('<form method="post" novalidate>');
    expect(text).not.toMatch(/<script|checked><span>\d|Thank you/);
  });

  it('GET changes nothing, and asks as the network itself, not as who looks', async () => {
    await get().set('authorization', await test.bearer('expert'));
    await request(test.app.getHttpServer()).head(link);
    expect(new Set(questionsAsked())).toEqual(new Set(['quality.get-questionnaire']));
    expect(test.asked[0]).toMatchObject({ actor: { role: 'system' }, input: { id } });
    expect(JSON.stringify(test.asked)).not.toContain(link.split('/').at(-1));
  });

  it('is kept by nobody, found by nobody, and loads nothing', async () => {
    for (const { headers, text } of [await get(), await get('/q/x'), await post({})]) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'ratelimit-limit': expect.any(String),
      });
      const style = /<style>(.*)<\/style>/s.exec(text)![1]!;
      expect(headers['content-security-policy']).toBe(
        `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(text).not.toMatch(/ style=|src=|href="(?!#)/);
    }
  });

  it('takes an answer, and comes back to say thanks with the form still there', async () => {
    const { status, headers } = await post({
      [`score-${placementId}`]: '9',
      [`answers-fast-${placementId}`]: '5',
      [`reliable-${placementId}`]: '',
      comment: 'Great\r\nweek',
    });
    expect([status, headers.location, headers['cache-control']]).toEqual([303, link.split('/').at(-1), 'no-store']);
    expect(test.asked.at(-1)).toMatchObject({
      name: 'quality.answer-questionnaire',
      actor: { role: 'system' },
      input: { id, items: [{ placementId, score: 9, scores: { 'answers-fast': 5 } }], comment: 'Great\nweek' },
    });
    now = questions({
      ...{ state: 'answered', comment: evil },
      items: [{ ...now.items[0]!, score: 9, scores: { 'answers-fast': 5 } }],
    });
    const { text } = await get();
    expect(text).toContain('Thank you, we have your answer.');
    expect(text).toContain('Change my answer');
    expect(text).toContain(`name="score-${placementId}" value="9" checked`);
    expect(text).toContain(`name="answers-fast-${placementId}" value="5" aria-label="5, very good" checked`);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;</textarea>');
  });

  it('asks about each placement, and takes what is known of one', async () => {
    now = questions({ items: [...now.items, item(otherPlacementId, evil, 'שירה')] });
    const { text } = await get();
    expect(text.match(/How likely are you to recommend us/g)).toHaveLength(2);
    expect(text).toContain('<bdi>שירה</bdi>');
    expect(text).not.toContain('<script');
    expect((await post({ [`score-${otherPlacementId}`]: '0' })).status).toBe(303);
    expect(test.asked.at(-1)!.input).toEqual({ id, items: [{ placementId: otherPlacementId, score: 0, scores: {} }] });
  });

  it('says what is wrong in its place, and keeps what was typed', async () => {
    const { status, text } = await post({ [`reliable-${placementId}`]: '4', comment: evil });
    expect(status).toBe(422);
    expect(questionsAsked()).toEqual(['quality.get-questionnaire']);
    expect(text).toContain('<title>Please look again: How was your week?');
    expect(text).toContain(`<li><a href="#score-${placementId}">Choose a number from 0 to 10.</a></li>`);
    expect(text).toContain(`<p class="error" id="score-${placementId}-error">Choose a number from 0 to 10.</p>`);
    expect(text).toContain(`aria-invalid="true" aria-describedby="score-${placementId}-error"`);
    expect(text).toContain(`name="reliable-${placementId}" value="4" checked`);
    expect(text).toContain('<details open>');
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
  });

  it.each([
    [
      'at its field',
      { errors: [{ field: 'comment', message: 'must be friendlier' }] },
      'Your text must be friendlier.',
    ],
    ['as a whole', {}, 'It does not ask about this.'],
  ])('shows what the service refuses, %s', async (_, details, words) => {
    refuseAnswer(invalid('quality.not-asked', 'It does not ask about this.', details));
    const { status, text } = await post({ [`score-${placementId}`]: '9', comment: 'kept' });
    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(text).toContain('kept</textarea>');
  });

  it('is closed after its week, for reading and for answering', async () => {
    refuseAnswer(conflict('quality.questionnaire-closed', 'The week is over.'));
    const late = await post({ [`score-${placementId}`]: '9' });
    now = questions({ state: 'closed' });
    test.asked.length = 0;
    for (const { status, text } of [late, await get(), await post({ [`score-${placementId}`]: '9' })]) {
      expect(status).toBe(410);
      expect(text).toContain('This questionnaire is closed');
      expect(text).not.toContain('<form');
    }
    expect(questionsAsked()).not.toContain('quality.answer-questionnaire');
  });

  it('tells nobody why a link is none: damaged, of another key, of a questionnaire that isn’t there', async () => {
    const token = link.slice('/q/'.length);
    const foreign = linkToken(randomBytes(32).toString('base64'), 'questionnaire', id);
    const damaged = [token.slice(0, -1), `${token}A`, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`];
    const links = [...damaged, foreign, id, 'x', '%00', '..%2F'].map((each) => `/q/${each}`);
    const answers = [];
    for (const path of links) answers.push(await get(path), await post({ [`score-${placementId}`]: '9' }, path));
    expect(questionsAsked()).toEqual([]);
    test.answer(() => {
      throw notFound('access.no-such-questionnaire', 'There is no such questionnaire.');
    });
    answers.push(await get(), await post({ [`score-${placementId}`]: '9' }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, text: expect.stringContaining('This link doesn’t work') });
  });

  it('while the service is away nothing that was typed is lost', async () => {
    for (const error of [
      unavailable('rpc.unavailable', 'away'),
      new DomainError('rpc.timeout', 'timeout', 'slow'),
      new Error('password of the database'),
    ]) {
      test.answer(() => {
        throw error;
      });
      const sent = await post({ [`score-${placementId}`]: '9', comment: `a\n${evil}` });
      expect([sent.status, sent.headers['retry-after']]).toEqual([503, '60']);
      expect(sent.text).toContain(`<input type="hidden" name="score-${placementId}" value="9">`);
      expect(sent.text).toContain('name="comment" value="a\n&lt;script&gt;');
      const read = await get();
      expect([read.status, read.text.includes('Try again')]).toEqual([503, true]);
      expect(sent.text + read.text).not.toContain('database');
    }
  });

  it('takes a form, nothing else', async () => {
    const { status } = await request(test.app.getHttpServer()).post(link).send({ comment: 'x' });
    expect(status).toBe(415);
    expect(test.asked).toEqual([]);
  });
});
