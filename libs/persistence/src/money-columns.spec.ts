import { moneyIn, wireMoney } from './money-columns.js';

describe('money in a row', () => {
  it('keeps every cent, beyond what a number holds', () => {
    expect(moneyIn('9007199254740993', 'USD')).toEqual({ minor: 9_007_199_254_740_993n, currency: 'USD' });
    expect(moneyIn(-1n, 'EUR')).toEqual({ minor: -1n, currency: 'EUR' });
  });

  it('is on the wire in whole units of its currency', () => {
    expect(wireMoney('-1250', 'USD')).toEqual({ amount: '-12.50', currency: 'USD' });
    expect(wireMoney('1250', 'JPY')).toEqual({ amount: '1250', currency: 'JPY' });
  });
});
