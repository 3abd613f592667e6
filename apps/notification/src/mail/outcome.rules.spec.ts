import { nextAttempt, nextLookup } from '../notices/retry.rules.js';
import { channelOf } from '../notices/channel.rules.js';
import { inWords, smtpOutcome, webhookOutcome } from './outcome.rules.js';

describe('NT-1: what an attempt came to', () => {
  it.each([
    ['a mailbox that isn’t there', { responseCode: 550, command: 'RCPT TO', code: 'EENVELOPE' }, 'refused'],
    ['a mail that is refused', { responseCode: 554, command: 'DATA', code: 'EMESSAGE' }, 'refused'],
    ['a sender that is refused', { responseCode: 553, command: 'MAIL FROM' }, 'refused'],
    ['a mailbox that is full for now', { responseCode: 452, command: 'RCPT TO', code: 'EENVELOPE' }, 'later'],
    ['greylisting', { responseCode: 451, command: 'DATA' }, 'later'],
    ['our password', { responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' }, 'later'],
    ['a server that takes nobody', { responseCode: 554, command: 'CONN' }, 'later'],
    ['nobody there', { code: 'ECONNREFUSED', command: 'CONN' }, 'later'],
    ['nobody answers', { code: 'ETIMEDOUT', command: 'CONN' }, 'later'],
    ['a connection lost in the middle of the mail', { code: 'ECONNECTION', command: 'DATA' }, 'unknown'],
    ['an address that is none', { code: 'EENVELOPE', command: 'API' }, 'refused'],
  ])('%s', (_, error, kind) => expect(smtpOutcome(Object.assign(new Error('x'), error)).kind).toBe(kind));

  it.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [302, 'later'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
  ])('a webhook that answers %i: %s', (status, kind) => expect(webhookOutcome(status).kind).toBe(kind));

  it('whatever a server says can be written down', () => {
    const said = `250 OK\u0000 \ud83d ${'x'.repeat(1_000)}`;
    const { error } = smtpOutcome({ message: said, responseCode: 550, command: 'DATA' });
    for (const words of [inWords(said), error]) {
      expect(words).toMatch(/^250 OK \ufffd x+$/);
      expect(words).toHaveLength(500);
    }
  });

  it('is tried again after 1 and 5 minutes, half an hour, 2 and 12 hours, and no more', () => {
    const now = new Date(0);
    const minutes = [1, 2, 3, 4, 5, 6].map((attempt) => nextAttempt(attempt, now)).map((at) => at && +at / 60_000);
    expect(minutes).toEqual([1, 5, 30, 120, 720, null]);
    expect(nextLookup(4, now)).toEqual(new Date(3_600_000));
    expect(nextLookup(5, now)).toBeNull();
  });
});

describe('CS-9: the way to a client', () => {
  const way = {
    topic: 'questions',
    byChannel: false,
    hasAttachments: false,
    side: 'client',
    clientChannel: 'chat',
  } as const;
  it.each([
    ['its channel', {}, 'chat'],
    ['money never to a chat', { topic: 'money' as const }, 'email'],
    ['files by mail', { hasAttachments: true }, 'email'],
    ['an expert by mail', { side: 'expert' as const }, 'email'],
    ['an answer stays on the board where it is read', { clientChannel: 'board' as const, byChannel: true }, 'board'],
    ['what the board has no place for goes by mail', { clientChannel: 'board' as const }, 'email'],
  ])('%s', (_, change, expected) => expect(channelOf({ ...way, ...change })).toBe(expected));
});
