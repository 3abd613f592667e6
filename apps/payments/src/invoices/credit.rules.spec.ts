import fc from 'fast-check';
import { refusalOf } from '#libs/testing';
import { checkBillAgain, creditOf, creditOfWaiting, freedFrom } from './credit.rules.js';
import { taxOf } from './tax.rules.js';

const anInvoice = (nets: bigint[], taxRate: number, before: { net?: bigint; paid?: bigint } = {}) => {
  const netMinor = nets.reduce((sum, net) => sum + net, 0n);
  const { net = 0n, paid = 0n } = before;
  return {
    ...{ netMinor, taxMinor: taxOf(netMinor, taxRate), taxRate, creditedNetMinor: net },
    ...{ creditedTaxMinor: taxOf(net, taxRate), paidMinor: paid },
  };
};
const linesOf = (nets: bigint[]) => nets.map((netMinor, n) => ({ id: `line-${n}`, netMinor, creditedMinor: 0n }));
const of = (minor: bigint, line = 0) => ({ invoiceLineId: `line-${line}`, minor });
const refused = (work: () => unknown) => refusalOf(Promise.resolve().then(work));

describe('PM-4: tax', () => {
  it.each([
    [10_000n, 1900, 1_900n],
    [50n, 1900, 10n],
    [25n, 1000, 2n],
    [35n, 1000, 4n],
    [1n, 0, 0n],
  ])('of %s at %s basis points is %s', (net, rate, tax) => expect(taxOf(net, rate)).toBe(tax));
});

describe('PM-4: a credit note', () => {
  it('credits half of 0.50 with half of its tax, and the other half with the rest', () => {
    const half = creditOf(anInvoice([50n], 1900), linesOf([50n]), [of(25n)]);
    expect(half).toMatchObject({ net: 25n, tax: 5n, freed: 0n });
    const line = { id: 'line-0', netMinor: 50n, creditedMinor: 25n };
    expect(creditOf(anInvoice([50n], 1900, { net: 25n }), [line])).toMatchObject({ net: 25n, tax: 5n });
  });

  it('frees what was paid above what is left', () => {
    const [paid, lines] = [anInvoice([10_000n], 1900, { paid: 11_900n }), linesOf([10_000n])];
    expect(creditOf(paid, lines, [of(1_000n)])).toMatchObject({ net: 1_000n, tax: 190n, freed: 1_190n });
    expect(creditOf({ ...paid, paidMinor: 10_710n }, lines, [of(1_000n)])).toMatchObject({ freed: 0n });
  });

  it('of all takes back lines below zero, too', () => {
    const nets = [9_000n, -3_000n];
    expect(creditOf(anInvoice(nets, 0), linesOf(nets))).toMatchObject({
      net: 6_000n,
      lines: [of(9_000n), of(-3_000n, 1)],
    });
  });

  it.each([
    ['more than a line has left', [of(10_001n)], 'payments.credit-too-much'],
    ['nothing of a line', [of(0n)], 'payments.amount-not-positive'],
    ['a line below zero', [of(1n, 1)], 'payments.credit-too-much'],
    ['a line twice', [of(1n), of(1n)], 'payments.not-its-line'],
    ['a line of another invoice', [of(1n, 7)], 'payments.not-its-line'],
    ['more than the invoice has left', [of(10_000n)], 'payments.credit-too-much'],
  ])('is refused %s', async (_, asked, code) => {
    const nets = [10_000n, -1n];
    expect(await refused(() => creditOf(anInvoice(nets, 1900), linesOf(nets), asked))).toMatchObject({ code });
  });

  it('is refused when nothing is left', async () => {
    const line = { id: 'line-0', netMinor: 50n, creditedMinor: 50n };
    const refusal = await refused(() => creditOf(anInvoice([50n], 1900, { net: 50n }), [line]));
    expect(refusal).toMatchObject({ code: 'payments.nothing-to-credit', kind: 'conflict' });
  });

  it('in any number of parts is never off by half a unit, and sums to the invoice exactly', () => {
    const nets = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 4 });
    const shares = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 100 })), { maxLength: 8 });
    fc.assert(
      fc.property(nets, fc.integer({ min: 0, max: 10_000 }), shares, fc.nat(100), (amounts, rate, parts, paidShare) => {
        const invoice = anInvoice(amounts, rate);
        const lines = linesOf(amounts);
        const total = invoice.netMinor + invoice.taxMinor;
        invoice.paidMinor = (total * BigInt(paidShare)) / 100n;
        const apply = ({ lines: credited, net, tax, freed }: ReturnType<typeof creditOf>): void => {
          for (const { invoiceLineId, minor } of credited)
            lines.find(({ id }) => id === invoiceLineId)!.creditedMinor += minor;
          invoice.creditedNetMinor += net;
          invoice.creditedTaxMinor += tax;
          invoice.paidMinor -= freed;
          expect(tax).toBeGreaterThanOrEqual(0n);
          // The exact share of tax is a fraction: twice the difference is at most one unit of ten thousandths.
          const off = 2n * (invoice.creditedTaxMinor * 10_000n - invoice.creditedNetMinor * BigInt(rate));
          expect(off <= 10_000n && off >= -10_000n).toBe(true);
          const open = total - invoice.creditedNetMinor - invoice.creditedTaxMinor - invoice.paidMinor;
          expect(open).toBeGreaterThanOrEqual(0n);
          if (freed > 0n) expect(open).toBe(0n);
        };
        for (const [n, percent] of parts) {
          const line = lines[n % lines.length]!;
          const minor = ((line.netMinor - line.creditedMinor) * BigInt(percent)) / 100n;
          if (minor > 0n) apply(creditOf(invoice, lines, [{ invoiceLineId: line.id, minor }]));
        }
        if (invoice.creditedNetMinor < invoice.netMinor) apply(creditOf(invoice, lines));
        expect([invoice.creditedNetMinor, invoice.creditedTaxMinor]).toEqual([invoice.netMinor, invoice.taxMinor]);
        expect(invoice.paidMinor).toBe(0n);
      }),
    );
  });
});

describe('PM-4: freed money', () => {
  const paid = [
    { paymentId: 'late', minor: 2_000n },
    { paymentId: 'early', minor: 5_000n },
  ];
  it('goes back to the latest payment first', () => {
    expect(freedFrom(paid, 3_000n)).toEqual([paid[0], { paymentId: 'early', minor: 1_000n }]);
    expect(freedFrom(paid, 1n)).toEqual([{ paymentId: 'late', minor: 1n }]);
    expect(freedFrom(paid, 0n)).toEqual([]);
  });
});

describe('PM-4: to be billed again', () => {
  it.each([
    [0n, undefined, undefined],
    [0n, [], 'payments.not-the-whole'],
    [1_000n, undefined, 'payments.not-the-whole'],
  ])('with %s credited before and the lines %s: %s', async (creditedNetMinor, asked, code) => {
    const check = () => checkBillAgain({ creditedNetMinor }, asked);
    if (code) expect(await refused(check)).toMatchObject({ code, errors: [{ field: 'billAgain' }] });
    else expect(check()).toBeUndefined();
  });
});

describe('PM-4: what waits below zero', () => {
  const line = (n: number, placementId: string, netMinor: bigint, creditedMinor = 0n) => ({
    ...{ id: `line-${n}`, placementId, netMinor, creditedMinor },
  });
  const waits = (minor: bigint, ...placements: string[]) => ({
    ...{ minor, placementIds: new Set(placements), settlementIds: [] },
  });
  const alone = { billAgain: false };

  it('-30.00 for a placement whose line has 20.00 left: 20.00 of that line and 10.00 of another', () => {
    const lines = [line(0, 'other', 5_000n), line(1, 'own', 2_500n, 500n), line(2, 'own', -300n)];
    expect(creditOfWaiting(lines, waits(-3_000n, 'own'), alone)).toEqual([of(2_000n, 1), of(1_000n, 0)]);
  });

  it.each([
    [0n, alone, 'payments.nothing-waits'],
    [1n, alone, 'payments.nothing-waits'],
    [-2_001n, alone, 'payments.credit-too-much'],
    [-1n, { billAgain: true }, 'payments.waiting-alone'],
    [-1n, { billAgain: false, asked: [] }, 'payments.waiting-alone'],
  ])('%s with %s is refused: %s', async (minor, others, code) => {
    expect(await refused(() => creditOfWaiting([line(0, 'own', 2_000n)], waits(minor), others))).toMatchObject({
      code,
    });
  });

  it('takes off just what waits, and of no line more than is left', () => {
    const cents = fc.bigInt(1n, 10n ** 9n);
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 8 }), cents, (nets, owed) => {
        const total = nets.reduce((sum, net) => sum + net, 0n);
        const minor = (owed % total) + 1n;
        const lines = nets.map((net, n) => line(n, n % 2 ? 'own' : 'other', net));
        const taken = creditOfWaiting(lines, waits(-minor, 'own'), alone);
        const sum = taken.reduce((all, each) => all + each.minor, 0n);
        return sum === minor && taken.every((each) => each.minor <= nets[Number(each.invoiceLineId.slice(5))]!);
      }),
    );
  });
});
