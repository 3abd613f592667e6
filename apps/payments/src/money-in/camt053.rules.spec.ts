import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statementsOf } from './camt053.rules.js';
import { readXml } from './read-xml.js';

const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8');
const read = (xml: string) => statementsOf(readXml(xml));
const linesOf = (xml: string, statement = 0) => read(xml)[statement]!.lines;
const sparkasse = sample('sparkasse.001.02.xml');
const reversals = sample('reversals.001.08.xml');
const refusal = (xml: string): { code: string; message: string; details: { errors?: unknown } } => {
  try {
    read(xml);
  } catch (error) {
    return error as ReturnType<typeof refusal>;
  }
  throw new Error('It was not refused.');
};

describe('a bank statement (PM-4)', () => {
  it('001.02, as a German savings bank writes it', () => {
    const [statement] = read(sparkasse);
    expect(statement).toMatchObject({
      ...{ statementId: '00042', account: 'DE89370400440532013000', from: '2026-03-02', to: '2026-03-02' },
      ...{ opening: { minor: 100_000n, currency: 'EUR' }, closing: { minor: 315_890n } },
    });
    expect(statement!.lines).toMatchObject([
      {
        ...{ line: 1, kind: 'in', bankReference: '2026030200012345', bookedOn: '2026-03-02' },
        ...{ amount: { minor: 119_000n }, payerName: 'Blaureiher & Söhne GmbH', endToEndId: null },
        ...{ payerAccount: 'DE02120300000000202051', remittance: 'RECHNUNG INV-2026- 000042 VOM 01.03.' },
      },
      // A batch whose transfers all have its own reference.
      { kind: 'in', bankReference: '2026030200012346/1', amount: { minor: 70_000n }, remittance: 'RF54INV2026000042' },
      { kind: 'in', bankReference: '2026030200012346/2', amount: { minor: 30_000n }, endToEndId: 'E2E-300' },
      { kind: 'ignored', amount: { minor: -3_110n }, remittance: 'ENTGELTABSCHLUSS' },
    ]);
  });

  it('001.04, with prefixes, without references, the day as the bank has it', () => {
    const lines = linesOf(sample('prefixed.001.04.xml'));
    expect(lines).toMatchObject([
      {
        ...{ kind: 'in', bookedOn: '2026-03-02', amount: { minor: 10_000n, currency: 'USD' } },
        ...{ payerAccount: '021000021/12345678', remittance: 'ACH CREDIT inv 2026 42' },
      },
      { kind: 'in', amount: { minor: 10_000n } },
    ]);
    const [first, second] = lines.map(({ bankReference }) => bankReference);
    expect(first).toMatch(/^NOREF-[0-9a-f]{24}$/);
    expect(second).toBe(`${first}-2`);
  });

  it('001.08, with what is pending, taken back, without a day, or a batch that is not its sum', () => {
    expect(
      linesOf(reversals).map(({ kind, bankReference, amount }) => [kind, bankReference, Number(amount.minor)]),
    ).toEqual([
      ['pending', 'P-1', 50_000],
      ['returned', '2026030400000007', -70_000],
      ['returned', '2026030400000008', -5_000],
      ['refused', '2026030400000009', 6_000],
      ['refused', '2026030400000010', 7_500],
      ['in', 'T-1', 20_000],
      ['in', 'T-2', 10_000],
    ]);
    expect(linesOf(reversals)[1]).toMatchObject({ endToEndId: 'E2E-700', payerName: 'Kranich AG' });
    expect(linesOf(reversals)[5]).toMatchObject({ payerName: 'Reiher SARL', remittance: 'INV-2026-000043' });
    expect(linesOf(reversals, 1)).toEqual([]);
  });

  it('a batch of returns is taken apart, too, whether the entry or each transfer says so', () => {
    const batch = sparkasse
      .replace(/1000.00<\/Amt><CdtDbtInd>CRDT(?=<\/CdtDbtInd><Sts>)/, '1000.00</Amt><CdtDbtInd>DBIT')
      .replaceAll('<RltdPties><Dbtr><Nm>', '<RtrInf/><RltdPties><Dbtr><Nm>')
      .replace('<Amt Ccy="EUR">3158.90', '<Amt Ccy="EUR">1158.90');

    expect(linesOf(batch).map(({ kind, amount }) => [kind, Number(amount.minor)])).toEqual([
      ['in', 119_000],
      ['returned', -70_000],
      ['returned', -30_000],
      ['ignored', -3_110],
    ]);
  });

  it('has the same content whenever it was written, and another when anything of it differs', () => {
    const content = (xml: string) => read(xml)[0]!.content;
    expect(content(sparkasse.replaceAll('05:12:44', '07:00:00'))).toBe(content(sparkasse));
    expect(content(sparkasse.replace('Kranich AG', 'Kranich SE'))).not.toBe(content(sparkasse));
  });

  it('reads only what it says between its tags', () => {
    expect(linesOf(sparkasse.replace('Kranich AG', '&amp;lt;b&gt; &#x41;&#0; &foo;'))[1]).toMatchObject({
      payerName: '&lt;b> A&#0; &foo;',
    });
  });

  const closing = '<Amt Ccy="EUR">3158.90</Amt>';
  it.each([
    ['no XML', 'hello', /xml is/],
    ['empty', ' ', /xml is/],
    ['JSON', '{"xml": 1}', /xml is/],
    ['cut off', sparkasse.slice(0, 3_000), /not well-formed XML at line \d+, column \d+/],
    ['crossed tags', sparkasse.replace('</Ownr>', '</Owner>'), /line 1\d, column/],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${sparkasse}`, /document type at line 1/],
    ['too deep', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, /not readable XML/],
    ['another message', '<Document><BkToCstmrDbtCdtNtfctn/></Document>', /is no bank statement/],
    ['a name that is none', sparkasse.replace('Kranich AG', '<__proto__/>'), /is not readable XML/],
    ['no statement', '<Document><BkToCstmrStmt/></Document>', /holds no statement/],
    ['no id', sparkasse.replace('<Id>00042</Id>', ''), /Stmt\[1\]\/Id is missing/],
    ['no account', sparkasse.replace(/<Acct>.*?<\/Acct>/s, ''), /Stmt\[1\]\/Acct\/Id is missing/],
    ['no closing balance', sparkasse.replace('CLBD', 'XXXX'), /CLBD/],
    ['no amount', sparkasse.replace(closing, ''), /Stmt\[1\]\/Bal\[2\]\/Amt must be an amount/],
    ['a float', sparkasse.replace('>1190.00<', '>1.19e3<'), /Stmt\[1\]\/Ntry\[1\]\/Amt must be an amount/],
    [
      'too precise',
      sparkasse.replace('>1190.00<', '>1190.001<'),
      /Ntry\[1\]\/Amt: amount has more than the 2 decimals/,
    ],
    [
      'an amount beyond all',
      sparkasse.replaceAll('"EUR"', '"KWD"').replace('>1190.00<', '>9999999999999999<'),
      /Ntry\[1\]\/Amt: amount is beyond/,
    ],
    [
      'an amount longer than any that can be told',
      sparkasse.replace('1000.00', '90000000000000000').replace('3158.90', '90000000000002158.90'),
      /Bal\[1\]\/Amt must be an amount/,
    ],
    ['a name that never ends', '<'.repeat(10_000), /^.{0,300}$/],
    ['an unknown currency', sparkasse.replaceAll('"EUR"', '"XXX"'), /must be a known ISO 4217 code/],
    ['an entry in another currency', sparkasse.replace('"EUR">1190', '"USD">1190'), /Ntry\[1\] is in USD/],
    ['no direction', sparkasse.replace('<CdtDbtInd>DBIT', '<CdtDbtInd>BOTH'), /Ntry\[3\]\/CdtDbtInd must be/],
  ])('is refused, with the place: %s', (_, xml, message) => {
    expect(refusal(xml)).toMatchObject({
      ...{ code: 'payments.statement-malformed', message: expect.stringMatching(message) },
      details: { errors: [{ field: 'xml' }] },
    });
  });

  it('is refused when opening and entries do not come to closing, with both', () => {
    expect(refusal(sparkasse.replace('3158.90', '3158.91'))).toMatchObject({
      code: 'payments.statement-balances',
      details: { facts: { closing: { amount: '3158.91' }, counted: { amount: '3158.90' } } },
    });
  });

  it('goes on from page to page by the balances between them', () => {
    const page = sparkasse.replace('PRCD', 'ITBD').replace('CLBD', 'ITBD');
    expect(read(page)[0]).toMatchObject({ opening: { minor: 100_000n }, closing: { minor: 315_890n } });
  });
});
