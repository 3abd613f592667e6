import fc from 'fast-check';
import { DomainError } from '#libs/errors';
import { readEmail as readBytes } from './email.js';
import { textOf } from './email-text.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const readEmail = (raw: string, recipient?: string) => readBytes(Buffer.from(raw), recipient);
const mail = (headers: string[], body = 'As PDF?'): string => [...headers, '', body].join('\r\n');
const head = [
  'From: =?utf-8?Q?Carla_M=C3=BCller?= <carla@harbour.example>',
  `To: Answers <q+${id}@answers.example>`,
  'Subject: =?utf-8?B?SW52b2ljZXMg8J+Ygg==?=',
  'Message-ID: <one@harbour.example>',
];

describe('CS-4: a raw mail', () => {
  it('is read with its names, thread and words', async () => {
    const raw = mail(
      [...head, 'References: <a@x>', 'In-Reply-To: <b@x>'],
      'Yes.\r\n\r\nOn 2 March Ana wrote:\r\n> As?',
    );
    expect(await readEmail(raw)).toEqual({
      messageId: '<one@harbour.example>',
      refersTo: ['<a@x>', '<b@x>'],
      from: 'Carla Müller <carla@harbour.example>',
      subject: 'Invoices 😂',
      body: 'Yes.',
      automatic: false,
      addressedTo: id,
    });
  });

  it('is addressed by its envelope first', async () => {
    const other = id.replace('019c', '019d');
    expect((await readEmail(mail(head), `q+${other}@answers.example`)).addressedTo).toBe(other);
    expect((await readEmail(mail(['From: a@b.example', 'To: help@answers.example']))).addressedTo).toBeNull();
  });

  it('of HTML alone is read as text, its markup and scripts left out', async () => {
    const html =
      '<style>p{}</style><p>Hello&nbsp;<b>Ana</b> &lt;3</p><script>alert(1)</script><p>As PDF?<br>Please.</p>';
    const { body } = await readEmail(mail([...head, 'Content-Type: text/html; charset=utf-8'], html));
    expect(body).toBe('Hello Ana <3\nAs PDF?\nPlease.');
  });

  it('of several parts is read from the text, in its character set; attachments are counted', async () => {
    const raw = mail(
      [...head, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x'],
      [
        '--x\r\nContent-Type: multipart/alternative; boundary=y\r\n',
        '--y\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe',
        '--y\r\nContent-Type: text/html\r\n\r\n<p>Other</p>\r\n--y--',
        '--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n--x--',
      ].join('\r\n'),
    );
    expect((await readEmail(raw)).body).toBe('Grüße\n\n[1 attachment was not kept]');
  });

  it('is read by its bytes, in the character set it names', async () => {
    const headers = [...head, 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: 8bit'];
    expect((await readBytes(Buffer.from(mail(headers, 'Grüße'), 'latin1'))).body).toBe('Grüße');
  });

  it('of a machine is known as one', async () => {
    expect((await readEmail(mail([...head, 'Auto-Submitted: auto-replied']))).automatic).toBe(true);
    expect((await readEmail(mail([...head, 'auto-submitted: no']))).automatic).toBe(false);
  });

  it('without an id gets one that is its own', async () => {
    const raw = mail(head.slice(0, 3));
    const { messageId } = await readEmail(raw);
    expect(messageId).toMatch(/^<sha256\.[0-9a-f]{64}>$/);
    expect((await readEmail(raw)).messageId).toBe(messageId);
    expect((await readEmail(`${raw} `)).messageId).not.toBe(messageId);
  });

  it('without a sender is refused, as is what nests too deep or has too many lines', async () => {
    const unreadable = expect.objectContaining({ code: 'communication.unreadable-mail' });
    await expect(readEmail('hello')).rejects.toEqual(unreadable);
    await expect(readEmail(mail(['From:', 'Subject: x']))).rejects.toEqual(unreadable);
    const deep = Array.from(
      { length: 60 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    );
    await expect(readEmail(`From: a@b.example\r\n${deep.join('')}`)).rejects.toEqual(unreadable);
    await expect(readEmail(mail(head, '>\n'.repeat(50_000)))).rejects.toEqual(unreadable);
  });

  it('whatever it is, is read or refused', async () => {
    const header = fc.constantFrom('From', 'To', 'Subject', 'Message-ID', 'References', 'Content-Type', 'X');
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '<a@b>',
        'multipart/mixed; boundary=b',
        'text/html; charset=nothing',
        '=?x?q?=FF?=',
        'a@b.example',
      ),
    );
    const raws = fc
      .tuple(fc.array(fc.tuple(header, value), { maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 200 }))
      .map(([headers, body]) => mail(['From: a@b.example', ...headers.map((each) => each.join(': '))], body));
    await fc.assert(
      fc.asyncProperty(raws, async (raw) => {
        const read = await readEmail(raw).catch((error: unknown) => error);
        if (read instanceof DomainError) expect(read.code).toBe('communication.unreadable-mail');
        else expect(read).toMatchObject({ messageId: expect.stringMatching(/^<[^\p{Cc}]+>$/u) as string });
      }),
      { numRuns: 500 },
    );
  });

  it('takes no longer for what was made to take long', async () => {
    // What the processor did, not how long it kept us waiting.
    const began = process.cpuUsage();
    for (const hostile of [
      '<',
      '<b>',
      '<b><b></i>',
      '<a ',
      '<!--',
      '<blockquote>',
      '&',
      '<p>',
      '"',
      '(',
      '=?utf-8?Q?',
    ]) {
      const body = hostile.repeat(900_000 / hostile.length);
      await readEmail(mail([...head, 'Content-Type: text/html'], body));
      await readEmail(mail([`From: ${hostile.repeat(150_000 / hostile.length)} <a@b.example>`])).catch(() => undefined);
    }
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(10_000);
  });
});

describe('CS-4: HTML as text', () => {
  it.each([
    ['<div>One</div><div>Two</div>', 'One\nTwo'],
    ['<ul><li>One<li>Two</ul>', 'One\nTwo'],
    ['Yes.<blockquote>Three?<br>Four?</blockquote>No.', 'Yes.\n> Three?\n> Four?\nNo.'],
    ['a < b &amp;&amp; c', 'a < b && c'],
    ['<p>   spaced \n out </p>', 'spaced out'],
    ['<head><title>No</title></head><body>Yes', 'Yes'],
    ['', ''],
    [`One${'<b>'.repeat(2_000)}Two`, 'One'],
  ])('%j', (html, text) => {
    expect(textOf(html)).toBe(text);
  });
});
