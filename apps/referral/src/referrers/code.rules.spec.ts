import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { referralCode } from '#libs/contracts';
import { newCode, codePageOf } from './code.rules.js';

describe('RC-1: referral codes', () => {
  it.each<[string, (below: number) => number, string]>([
    ['the first sign', () => 0, 'AAAA-AAAA'],
    ['the last sign', (below) => below - 1, '9999-9999'],
  ])('%s', (_, pick, code) => expect(newCode(pick)).toBe(code));

  it('are what the page takes, also typed in small letters, and hold nothing that looks like something else', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 30 })), (picks) => {
        const code = newCode(() => picks.next().value);
        expect(referralCode.parse(` ${code.toLowerCase()} `)).toBe(code);
        expect(code).not.toMatch(/[ILO01]/);
        expect(codePageOf(code)).toBe(`/join/${code}`);
      }),
    );
  });

  it('are not the same twice', () => {
    const codes = Array.from({ length: 1_000 }, () => newCode((below) => randomInt(below)));
    expect(new Set(codes).size).toBe(1_000);
  });
});
