import fc from 'fast-check';
import { idInAddresses, idsIn, isAutomatic, ownIdsIn, withoutHistory } from './email.rules.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';

describe('CS-4, RFC 3834: what a machine sent', () => {
  it.each([
    ['auto-submitted', 'auto-replied', true],
    ['auto-submitted', 'auto-generated; owner-email="a@b.example"', true],
    ['auto-submitted', 'no', false],
    ['auto-submitted', ' No ', false],
    ['x-auto-response-suppress', 'All', true],
    ['x-auto-response-suppress', 'DR, AutoReply', true],
    ['x-auto-response-suppress', 'None', false],
    ['precedence', 'bulk', true],
    ['precedence', 'auto_reply', true],
    ['precedence', 'first-class', false],
    ['list-id', '<news.example>', true],
    ['list-unsubscribe', '<mailto:a@b.example>', true],
    ['x-autoreply', 'yes', true],
    ['return-path', '<>', true],
    ['return-path', '<carla@harbour.example>', false],
    ['subject', 'Out of office', false],
  ])('%s: %s', (key, value, expected) => {
    expect(
      isAutomatic([
        { key: 'from', value: 'carla@harbour.example' },
        { key, value },
      ]),
    ).toBe(expected);
  });
});

describe('CS-4: where a mail belongs', () => {
  it('ids, the nearest last, each once', () => {
    expect(idsIn('<a@x> <b@x>\r\n <a@x>', '<c@x>')).toEqual(['<a@x>', '<b@x>', '<c@x>']);
    expect(idsIn(undefined, 'no id at all')).toEqual([]);
    expect(idsIn(Array.from({ length: 80 }, (_, n) => `<${n}@x>`).join(' '))).toHaveLength(50);
  });

  it.each([
    [[`q+${id}@answers.example`], id],
    [['help@answers.example', `Q+${id.toUpperCase()}@answers.example`], id],
    [[`x+${id}@answers.example`], null],
    [['q+nothing@answers.example'], null],
    [[], null],
  ])('an address: %j', (addresses, expected) => {
    expect(idInAddresses(addresses)).toBe(expected);
  });

  it('our own ids in theirs', () => {
    expect(ownIdsIn([`<${id}.mail@shoreline.example>`, '<other@x>'])).toEqual([id]);
  });
});

describe('CS-4: a mail without its history', () => {
  it.each([
    ['Yes.\n\nOn Monday 2 March Ana wrote:\n> Three?\n> Or four?\n', 'Yes.'],
    ['Yes.\r\n\r\nOn Monday, 2 March 2026, Ana <ana@x.example>\r\nwrote:\r\n\r\n> Three?', 'Yes.'],
    ['Yes.\n\n-----Original Message-----\nFrom: Ana\nThree?', 'Yes.'],
    ['> Three?\nYes.\n\n> Or four?\nNo.', '> Three?\nYes.\n\n> Or four?\nNo.'],
    ['> Three?', '> Three?'],
    ['The steps are:\n> not a date', 'The steps are:'],
    ['Nothing quoted.\n\nCarla', 'Nothing quoted.\n\nCarla'],
    ['', ''],
  ])('%j', (mail, expected) => {
    expect(withoutHistory(mail)).toBe(expected);
  });

  it('only ever leaves out, and never all', () => {
    const line = fc.constantFrom('> quoted', 'own words', '', 'On 1 May Ana wrote:', '--- Original Message ---', '>');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const mail = lines.join('\n');
        const own = withoutHistory(mail);
        expect(mail).toContain(own);
        expect(own === '').toBe(mail.trim() === '');
      }),
    );
  });

  it('takes no longer for what was made to take long', () => {
    const began = performance.now();
    for (const hostile of ['\n', '> \n', 'On ', '-', '<', ' ', 'a:\n']) withoutHistory(hostile.repeat(300_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
