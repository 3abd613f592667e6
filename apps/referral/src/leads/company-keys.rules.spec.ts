import fc from 'fast-check';
import { domainOf } from '#libs/contracts';
import { checkDomain, keysOf, mailKey, taxKey } from './company-keys.rules.js';

describe('RC-1: what a company is known by', () => {
  it.each([
    ['https://www.Bücher.example/shop', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['BlueHeron.example', 'blueheron.example'],
    ['http://blueheron.example:8080/?a=b#c', 'blueheron.example'],
    ['//www.blueheron.example', 'blueheron.example'],
    ['www.www.blueheron.example.', 'blueheron.example'],
    ['info@blueheron.example', 'blueheron.example'],
    ['https://ann:secret@blueheron.example\\x', 'blueheron.example'],
    ['shop.blueheron.example', 'shop.blueheron.example'],
    ['www.example', 'www.example'],
    ['blueheron', undefined],
    ['10.0.0.1', undefined],
    ['blue heron.example', undefined],
    ['', undefined],
    ['https://', undefined],
    ['[::1]', undefined],
  ])('the domain of %j is %j', (typed, domain) => {
    expect(domainOf(typed)).toBe(domain);
  });

  it.each([
    ['Ann.Lee+work@googlemail.com', 'annlee@gmail.com'],
    ['annlee@gmail.com', 'annlee@gmail.com'],
    ['Ann.Lee@BlueHeron.example', 'ann.lee@blueheron.example'],
    ['ann+a+b@blueheron.example', 'ann@blueheron.example'],
    ['+ann@blueheron.example', '+ann@blueheron.example'],
    ['...@gmail.com', '...@gmail.com'],
  ])('the address %s is %s', (email, key) => {
    expect(mailKey(email)).toBe(key);
  });

  it.each([
    ['de 123.456-789', 'DE123456789'],
    ['ＤＥ123456789', 'DE123456789'],
    ['n/a', undefined],
    ['00000000', undefined],
    ['12-34', undefined],
    ['none at all', undefined],
  ])('the tax id of %j is %j', (typed, key) => {
    expect(taxKey(typed)).toBe(key);
  });

  const keys = (company: object, email = 'ann@blueheron.example') =>
    keysOf({ company: { name: 'Blue Heron', ...company }, contact: { name: 'Ann', email } }).map(
      ({ kind, key }) => `${kind} ${key}`,
    );
  it('website, mail, address and tax id, each once', () => {
    expect(keys({ domain: 'www.blueheron.example', taxId: 'DE 123456789' })).toEqual([
      'domain blueheron.example',
      'email ann@blueheron.example',
      'tax-id DE123456789',
    ]);
    expect(keys({ domain: 'heron.example' })).toEqual([
      'domain blueheron.example',
      'domain heron.example',
      'email ann@blueheron.example',
    ]);
  });

  it.each(['gmail.com', 'googlemail.com', 'outlook.com', 'yahoo.co.uk', 'hotmail.fr', 'proton.me', 'web.de'])(
    '%s is no company',
    (domain) => {
      expect(keys({ domain }, `ann@${domain}`)).toEqual([`email ${mailKey(`ann@${domain}`)}`]);
    },
  );

  it.each(['blueheron', 'https://GMAIL.com/'])('%s is no domain of a company: refused, not left out', (domain) => {
    const contact = { name: 'Ann', email: 'ann@blueheron.example' };
    expect(() => checkDomain({ company: { name: 'Blue Heron', domain }, contact })).toThrow(
      expect.objectContaining({ code: 'referral.not-a-domain' }),
    );
    expect(() => checkDomain({ company: { name: 'Blue Heron' }, contact })).not.toThrow();
  });

  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const domain = fc
    .tuple(
      label,
      label.filter((tld) => tld.length > 1),
    )
    .map((labels) => labels.join('.'));
  it('however a domain is dressed up, and twice over', () => {
    const dressed = fc.record({
      domain,
      scheme: fc.constantFrom('', 'http://', 'HTTPS://', '//'),
      www: fc.constantFrom('', 'www.', 'WWW.'),
      path: fc.constantFrom('', '/', '/a?b=c', ':443/x', '#top'),
      upper: fc.boolean(),
    });
    fc.assert(
      fc.property(dressed, ({ domain: plain, scheme, www, path, upper }) => {
        const typed = `${scheme}${www}${upper ? plain.toUpperCase() : plain}${path}`;
        expect(domainOf(typed)).toBe(domainOf(plain));
        expect(domainOf(domainOf(typed)!)).toBe(domainOf(typed));
      }),
    );
  });

  it('any text is taken without a fault, and what comes out stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const [found, tax] = [domainOf(typed), taxKey(typed)];
        if (found !== undefined) expect(domainOf(found)).toBe(found);
        if (tax !== undefined) expect(taxKey(tax)).toBe(tax);
      }),
    );
    fc.assert(fc.property(fc.emailAddress(), (email) => expect(mailKey(mailKey(email))).toBe(mailKey(email))));
  });
});
