import fc from 'fast-check';
import { idInAddresses, idsIn, isAutomatic, keptWords, ownIdsIn, withoutHistory } from './email.rules.js';

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
    ['x-loop', 'Shoreline <notices@shoreline.example>', true],
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
    for (const hostile of ['\n', '> \n', 'On ', '-', '<', ' ', 'a:\n']) {
      expect(withoutHistory(hostile.repeat(300_000)).length).toBeLessThanOrEqual(900_000);
    }
  });
});

describe('CS-4: what is kept of the words of a mail', () => {
  const long = `${'Invoices '.repeat(30)}end`;
  it.each([
    ['all', { subject: 'Invoices', text: 'As PDF?' }, { subject: 'Invoices', body: 'As PDF?' }],
    ['a question that is all subject', { subject: 'As PDF?', text: '' }, { subject: 'As PDF?', body: 'As PDF?' }],
    [
      'a subject in one line',
      { subject: 'Hi\r\nBcc: a@b.example', text: 'x' },
      { subject: 'Hi Bcc: a@b.example', body: 'x' },
    ],
    ['pages', { subject: 'a', text: 'One\fTwo' }, { subject: 'a', body: 'One\nTwo' }],
    [
      'that a file came',
      { subject: 'a', text: '', attachments: 1 },
      { subject: 'a', body: 'a\n\n[1 attachment was not kept]' },
    ],
    [
      'that files came',
      { subject: 'a', text: 'b', attachments: 2 },
      { subject: 'a', body: 'b\n\n[2 attachments were not kept]' },
    ],
    ['a long subject', { subject: long, text: 'x' }, { subject: `${long.slice(0, 199)}…`, body: `${long}\n\nx` }],
    ['nothing', { subject: '', text: '' }, { subject: '', body: '' }],
  ])('%s', (_, mail, kept) => {
    expect(keptWords({ attachments: 0, ...mail })).toEqual(kept);
  });
});
