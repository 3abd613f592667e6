import fc from 'fast-check';
import { type Arrival, match, needsBank, type OpenInvoice } from './matching.rules.js';
import { isReference, namedIn } from './references.rules.js';

describe('what a payer names (PM-4)', () => {
  it.each([
    'INV-2026-000042',
    'inv 2026/000042',
    'Rechnung: INV2026000042.',
    'INV-2026-42',
    'INV-2026-0000 42',
    'INV-2026-\n000042 vom 1.3.',
    'INV-2026-000042 1190.00 EUR',
    'ＩＮＶ－２０２６－０００042',
  ])('%j names INV-2026-000042', (text) => {
    expect(namedIn(text).numbers).toContain('INV-2026-000042');
  });

  it.each(['INV-2026-0000421', 'XINV-2026-000042', 'INV-2026', '2026-000042', 'RF55 INV2 0260 0004 2', ''])(
    '%j does not',
    (text) =>
      expect(namedIn(text)).toEqual({ numbers: expect.not.arrayContaining(['INV-2026-000042']), references: [] }),
  );

  it.each([
    'RF54INV2026000042',
    'rf54 inv2 0260 0004 2',
    'ref RF54INV2026000042, thanks',
    'RF54-INV2026000042 Blue Heron',
  ])('%j names the reference RF54INV2026000042', (text) =>
    expect(namedIn(text).references).toEqual(['RF54INV2026000042']),
  );

  it('several, each once, in the order they stand', () => {
    expect(namedIn('INV-2026-000002, INV-2026-000001 and INV-2026-000002').numbers).toEqual([
      'INV-2026-000002',
      'INV-2026-000001',
    ]);
    const both = namedIn('RF54INV2026000042 RF27INV2026000043').references;
    expect(both).toEqual(['RF54INV2026000042', 'RF27INV2026000043']);
  });

  it.each([
    ['RF18539007547034', true],
    ['RF18539007547043', false],
    ['RF540', false],
    ['', false],
  ])('%s is a reference by ISO 11649: %s', (text, valid) => expect(isReference(text)).toBe(valid));
});

const anInvoice = (serial: number, change: Partial<OpenInvoice> = {}): OpenInvoice => ({
  ...{ id: `invoice ${serial}`, number: `INV-2026-00000${serial}`, reference: null, clientId: 'heron' },
  ...{ currency: 'USD', open: 10_000n, dueOn: `2026-03-0${serial}`, ...change },
});
const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  ...{ amount: 10_000n, currency: 'USD', clientId: null, payerClients: [], invoiceNumber: null, remittance: null },
  clientsOfRecorder: [],
  ...change,
});
const named = (remittance: string, change: Partial<Arrival> = {}) => arrival({ remittance, ...change });
/** Of whom, which invoices by how much. */
const becomes = (about: Arrival, ...invoices: OpenInvoice[]) => {
  const { clientId, parts } = match(about, invoices);
  return [clientId, ...parts.map(({ invoiceId, minor }) => [invoiceId, Number(minor)])];
};

describe('what money is for (PM-4)', () => {
  const [one, two] = [anInvoice(1), anInvoice(2)];
  const both = 'INV-2026-000002 INV-2026-000001';

  it.each<[string, Arrival, OpenInvoice[], unknown[]]>([
    [
      '150.00 for 100.00: 50.00 stay',
      named('INV-2026-000001', { amount: 15_000n }),
      [one],
      ['heron', ['invoice 1', 10_000]],
    ],
    ['less than is open', named('INV-2026-000001', { amount: 1n }), [one], ['heron', ['invoice 1', 1]]],
    ['what is due first, first', named(both), [two, one], ['heron', ['invoice 1', 10_000]]],
    ['both', named(both, { amount: 12_000n }), [two, one], ['heron', ['invoice 1', 10_000], ['invoice 2', 2_000]]],
    [
      'by reference',
      named('RF54INV2026000042'),
      [anInvoice(1, { reference: 'RF54INV2026000042' })],
      ['heron', ['invoice 1', 10_000]],
    ],
    ['paid already: a credit', named('INV-2026-000001'), [anInvoice(1, { open: 0n })], ['heron']],
    ['other currency: a credit', named('INV-2026-000001', { currency: 'EUR' }), [one], ['heron']],
    ['of several clients', named(both), [one, anInvoice(2, { clientId: 'crane' })], [null]],
    ['of another client than said', named('INV-2026-000001', { clientId: 'crane' }), [one], [null]],
    ['of the client as said', named('INV-2026-000001', { clientId: 'heron' }), [one], ['heron', ['invoice 1', 10_000]]],
    ['unknown number', arrival({ invoiceNumber: 'INV-2026-000009', clientId: 'heron' }), [one], ['heron']],
    [
      'number in its own field',
      arrival({ invoiceNumber: 'inv 2026 000001' }),
      [one, two],
      ['heron', ['invoice 1', 10_000]],
    ],
    ['exact amount of a client said', arrival({ clientId: 'heron' }), [one], ['heron', ['invoice 1', 10_000]]],
    ['exact amount of a known account', arrival({ payerClients: ['heron'] }), [one], ['heron', ['invoice 1', 10_000]]],
    ['exact amount, two invoices', arrival({ clientId: 'heron' }), [one, two], ['heron']],
    ['a cent off', arrival({ clientId: 'heron', amount: 9_999n }), [one], ['heron']],
    ['exact amount, other currency', arrival({ clientId: 'heron', currency: 'EUR' }), [one], ['heron']],
    ['account of two clients', arrival({ payerClients: ['heron', 'crane'] }), [one], [null]],
    ['known account, another amount', arrival({ payerClients: ['heron'], amount: 1n }), [one], [null]],
    ['nothing known', arrival(), [one], [null]],
  ])('%s', (_, about, invoices, expected) => {
    expect(becomes(about, ...invoices)).toEqual(expected);
    expect(match(about, invoices).because).toMatch(/\.$/);
  });

  it.each<[string, Arrival, OpenInvoice[], string | null]>([
    ['named', named('INV-2026-000001'), [one], null],
    ['named, and said whose it is', named('INV-2026-000001', { clientId: 'heron' }), [one], 'heron'],
    ['the exact amount of a client said', arrival({ clientId: 'heron' }), [one], 'heron'],
    ['the exact amount of a known account', arrival({ payerClients: ['heron'] }), [one], null],
  ])('waits for the bank when whoever recorded it earns on it: %s (RC-4)', (_, about, invoices, clientId) => {
    const brought = { ...about, clientsOfRecorder: ['crane', 'heron'] };
    expect(match(brought, invoices)).toEqual({ clientId, parts: [], because: needsBank, waitsForBank: true });
    expect(match({ ...about, clientsOfRecorder: ['crane'] }, invoices)).toEqual(match(about, invoices));
  });

  it('for another reason it would wait for anyway, that reason is told', () => {
    const brought = { clientsOfRecorder: ['heron'] };
    for (const about of [arrival(brought), named('INV-2026-000001', { ...brought, currency: 'EUR' })])
      expect(match(about, [one])).toEqual(match({ ...about, clientsOfRecorder: [] }, [one]));
  });

  it('never more than came, nor than is open, and of one client only', () => {
    const invoices = fc.array(
      fc.record({
        open: fc.bigInt(0n, 500n),
        clientId: fc.constantFrom('heron', 'crane'),
        currency: fc.constantFrom('USD', 'EUR'),
      }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(invoices, fc.bigInt(1n, 2_000n), fc.constantFrom(null, 'heron'), (drawn, amount, clientId) => {
        const all = drawn.map((change, index) => anInvoice(index + 1, change));
        const text = all.map(({ number }) => number).join(' ');
        const found = match(named(text, { amount, clientId }), all);
        const spent = found.parts.reduce((total, { minor }) => total + minor, 0n);
        const of = new Map(all.map((invoice) => [invoice.id, invoice]));
        return (
          spent <= amount &&
          found.parts.every(({ invoiceId, minor }) => {
            const { open, clientId: owner, currency } = of.get(invoiceId)!;
            return minor > 0n && minor <= open && owner === found.clientId && currency === 'USD';
          })
        );
      }),
    );
  });
});
