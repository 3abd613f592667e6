import fc from 'fast-check';
import {
  checkDomain,
  companyDomain,
  isSame,
  keysOf,
  mailKey,
  mailPatterns,
  marksOf,
  marksOfLead,
  taxKey,
} from './company-keys.rules.js';

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
    ['shop.blueheron.example', 'blueheron.example'],
    ['mail.blueheron.co.uk', 'blueheron.co.uk'],
    ['https://a.b.heron.co.jp/shop', 'heron.co.jp'],
    ['shop.bücher.рф', 'xn--bcher-kva.xn--p1ai'],
    ['a.b.公司.cn', 'b.xn--55qx5d.cn'],
    ['heron.no-such-tld', 'heron.no-such-tld'],
    ['shop.heron.no-such-tld', 'heron.no-such-tld'],
    ['foo.github.io', 'foo.github.io'],
    ['docs.foo.github.io', 'foo.github.io'],
    ['www.example', 'www.example'],
    ['www.gov.uk', 'www.gov.uk'],
    ['co.uk', undefined],
    ['github.io', undefined],
    ['公司.cn', undefined],
    ['mail.gmail.com', undefined],
    ['smtp.yahoo.co.uk', undefined],
    ['blueheron', undefined],
    ['10.0.0.1', undefined],
    ['blue heron.example', undefined],
    ['', undefined],
    ['https://', undefined],
    ['[::1]', undefined],
  ])('the domain of %j is %j', (typed, domain) => {
    expect(companyDomain(typed)).toBe(domain);
  });

  it.each([
    ['Ann.Lee+work@googlemail.com', 'annlee@gmail.com'],
    ['annlee@gmail.com', 'annlee@gmail.com'],
    ['Ann.Lee@BlueHeron.example', 'ann.lee@blueheron.example'],
    ['ann@mail.blueheron.example', 'ann@mail.blueheron.example'],
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

  it('whatever is below one domain, of website and mail, is one company', () => {
    expect(keys({ domain: 'shop.blueheron.co.uk' }, 'ann@mail.blueheron.co.uk')).toEqual([
      'domain blueheron.co.uk',
      'email ann@mail.blueheron.co.uk',
    ]);
  });

  it.each([
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'yahoo.co.uk',
    'hotmail.fr',
    'proton.me',
    'web.de',
    'mail.gmail.com',
    'github.io',
  ])('%s is no company', (domain) => {
    expect(keys({ domain }, `ann@${domain}`)).toEqual([`email ${mailKey(`ann@${domain}`)}`]);
  });

  it.each(['blueheron', 'https://GMAIL.com/', 'mail.gmail.com', 'co.uk', 'https://github.io', '公司.cn'])(
    '%s is no domain of a company: refused, not left out',
    (domain) => {
      const contact = { name: 'Ann', email: 'ann@blueheron.example' };
      expect(() => checkDomain({ company: { name: 'Blue Heron', domain }, contact })).toThrow(
        expect.objectContaining({ code: 'referral.not-a-domain' }),
      );
      expect(() => checkDomain({ company: { name: 'Blue Heron' }, contact })).not.toThrow();
    },
  );

  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const suffix = fc.constantFrom('com', 'co.uk', 'github.io', 'example', 'no-such-tld', 'xn--p1ai', 'kawasaki.jp');
  const domain = fc.tuple(label, suffix).map((labels) => labels.join('.'));
  it('however a domain is dressed up, below whatever names, and twice over', () => {
    const dressed = fc.record({
      domain,
      below: fc.array(fc.oneof(label, fc.constantFrom('www', 'Mail', 'bücher')), { maxLength: 3 }),
      scheme: fc.constantFrom('', 'http://', 'HTTPS://', '//'),
      path: fc.constantFrom('', '/', '/a?b=c', ':443/x', '#top'),
      upper: fc.boolean(),
    });
    fc.assert(
      fc.property(dressed, ({ domain: plain, below, scheme, path, upper }) => {
        const known = companyDomain(plain);
        fc.pre(known !== undefined);
        expect(known).toBe(plain);
        const host = [...below, plain].join('.');
        expect(companyDomain(`${scheme}${upper ? host.toUpperCase() : host}${path}`)).toBe(plain);
      }),
    );
  });

  it('any text is taken without a fault, and what comes out stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const [found, tax] = [companyDomain(typed), taxKey(typed)];
        if (found !== undefined) expect(companyDomain(found)).toBe(found);
        if (tax !== undefined) expect(taxKey(tax)).toBe(tax);
      }),
    );
    fc.assert(fc.property(fc.emailAddress(), (email) => expect(mailKey(mailKey(email))).toBe(mailKey(email))));
  });
});

const lead = (email: string, domain?: string) =>
  marksOfLead({ company: { name: 'Blue Heron', ...(domain && { domain }) }, contact: { name: 'Carla', email } });

describe('RC-1: the same company or person', () => {
  it.each<[string, string[], ReturnType<typeof lead>, boolean]>([
    ['its own address', ['ann@blueheron.example'], lead('ann@blueheron.example'), true],
    ['written otherwise', ['Ann@BlueHeron.example'], lead(' ann@blueheron.EXAMPLE'), true],
    ['a colleague', ['ann@blueheron.example'], lead('carla@blueheron.example'), true],
    ['its website', ['ann@blueheron.example'], lead('c@gmail.com', 'https://www.blueheron.example/team'), true],
    ['its website, its own address being elsewhere', ['ann@gmail.com'], lead('ann@gmail.com', 'heron.example'), true],
    ['a host of its own for mail', ['ann@mail.blueheron.co.uk'], lead('c@gmail.com', 'blueheron.co.uk'), true],
    ['a shop below its website', ['ann@blueheron.co.uk'], lead('c@gmail.com', 'shop.blueheron.co.uk'), true],
    ['only the country', ['ann@blueheron.co.uk'], lead('c@gull.co.uk'), false],
    ['only who keeps their pages', ['ann@ann.github.io'], lead('c@gmail.com', 'gull.github.io'), false],
    ['a free mail service in common', ['ann@gmail.com'], lead('carla@gmail.com'), false],
    ['another company', ['ann@blueheron.example'], lead('gil@gull.example', 'gull.example'), false],
    ['a domain that only looks alike', ['ann@heron.example'], lead('c@blueheron.example', 'blue.example'), false],
    ['nothing known', [], lead('c@blueheron.example'), false],
  ])('%s', (_, own, named, expected) => {
    expect(isSame(named, marksOf(own))).toBe(expected);
    expect(isSame(marksOf(own), named)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['ann@blueheron.example', 'bo@mail.blueheron.example', true],
    ['ann@mail.blueheron.example', 'bo@blueheron.example', true],
    ['annlee@gmail.com', 'Ann.Lee@googlemail.com', true],
    ['ann@github.io', 'ann@github.io', true],
    ['ann@heron.example', 'bo@blueheron.example', false],
  ])('%s is looked for where %s is found: %s', (wanted, known, expected) => {
    const like = (pattern: string) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('%', '.*')}$`);
    expect(mailPatterns(marksOf([wanted])).some((pattern) => like(pattern).test(known.toLowerCase()))).toBe(expected);
  });
});
