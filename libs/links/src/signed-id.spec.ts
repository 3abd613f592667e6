import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { linkedId, linkToken } from './personal-links.js';
import { signedId, verifiedId } from './signed-id.js';

const key = Buffer.alloc(32, 1).toString('base64');
const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const token = signedId(key, 'questionnaire', id);

describe('QN-1: signed links', () => {
  it('stand for their id, in 48 letters that need no escaping', () => {
    expect(token).toMatch(/^[\w-]{48}$/);
    expect(verifiedId(key, 'questionnaire', token)).toBe(id);
    expect(linkToken(key, 'questionnaire', id)).toBe(token);
    expect(linkedId(key, 'questionnaire', token)).toBe(id);
  });

  it('stay the same as long as the key does: mail that lies around must go on working', () => {
    expect(token).toBe('AZxbfgsafD6fUStvDmpNEDYeY5xMQvGWVWPv72eP5byIJMSE');
  });

  it('are refused with any single bit flipped', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifiedId(key, 'questionnaire', flipped.toString('base64url'))).toBeNull();
    }
  });

  it.each([
    ['nothing', ''],
    ['a bare id', id],
    ['the id’s bytes without a signature', token.slice(0, 22)],
    ['one letter less', token.slice(0, -1)],
    ['half', token.slice(0, 24)],
    ['one letter more', `${token}A`],
    ['padding', `${token}=`],
    ['more padding', `${token}==`],
    ['a space', `${token} `],
    ['a line feed', `${token}\n`],
    ['percent-encoding', `%41${token.slice(1)}`],
    ['letters of the other base64', `+/${token.slice(2)}`],
    ['letters of another script', `А${token.slice(1)}`],
    ['twice', token + token],
  ])('are refused as %s', (_, damaged) => expect(verifiedId(key, 'questionnaire', damaged)).toBeNull());

  it('of one purpose are worth nothing for another', () => {
    for (const purpose of ['client-report', 'invoice', 'questionnaires', 'questionnair', ''])
      expect(verifiedId(key, 'questionnaire', signedId(key, purpose, id))).toBeNull();
  });

  it('need the key', () => {
    const other = randomBytes(32).toString('base64');
    expect(verifiedId(other, 'questionnaire', token)).toBeNull();
    expect(verifiedId(key, 'questionnaire', signedId(other, 'questionnaire', id))).toBeNull();
  });

  it('a signature can’t be moved to another id', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (mine, theirs) => {
        const [a, b] = [mine, theirs].map((each) => Buffer.from(signedId(key, 'questionnaire', each), 'base64url'));
        expect(verifiedId(key, 'questionnaire', a!.toString('base64url'))).toBe(mine);
        const moved = Buffer.concat([b!.subarray(0, 16), a!.subarray(16)]).toString('base64url');
        expect(verifiedId(key, 'questionnaire', moved)).toBe(mine === theirs ? mine : null);
      }),
    );
  });

  it('nothing that somebody makes up is one', () => {
    const madeUp = fc.oneof(fc.string(), fc.uint8Array({ minLength: 36, maxLength: 36 }).map(base64url));
    fc.assert(fc.property(madeUp, (text) => expect(verifiedId(key, 'questionnaire', text)).toBeNull()));
  });

  it('only an id is signed', () => expect(() => signedId(key, 'questionnaire', 'all of them')).toThrow(/UUID/));
});

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
