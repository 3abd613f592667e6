import { stateOf, sumsOf } from './invoice-state.rules.js';

const sums = (net: number, tax: number, creditedNet: number, creditedTax: number, paid: number) =>
  sumsOf({
    ...{
      netMinor: `${net}`,
      taxMinor: `${tax}`,
      creditedNetMinor: `${creditedNet}`,
      creditedTaxMinor: `${creditedTax}`,
    },
    paidMinor: `${paid}`,
  });

describe('the state of an invoice (PM-4)', () => {
  it.each([
    ['issued', [1000, 190, 0, 0, 0], 1190n],
    ['issued', [1000, 190, 500, 95, 0], 595n],
    ['partly-paid', [1000, 190, 0, 0, 1], 1189n],
    ['partly-paid', [1000, 190, 500, 95, 594], 1n],
    ['paid', [1000, 190, 0, 0, 1190], 0n],
    ['paid', [1000, 190, 500, 95, 595], 0n],
    ['void', [1000, 190, 1000, 190, 0], 0n],
  ] as const)('%s after %j, with %s open', (state, [net, tax, creditedNet, creditedTax, paid], open) => {
    const about = sums(net, tax, creditedNet, creditedTax, paid);
    expect([stateOf(about), about.open]).toEqual([state, open]);
  });
});
