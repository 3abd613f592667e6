import { censored } from './censor.js';

describe('what is logged', () => {
  it.each([
    'authorization',
    'Cookie',
    'set-cookie',
    'password',
    'passwordHash',
    'refreshToken',
    'clientSecret',
    'iban',
    'debtorIban',
    'accountNumber',
    'account_number',
    'x-api-key',
    'privateKey',
  ])('never shows %s, however deep', (name) => {
    const line = { deep: { list: [{ [name]: 'hidden' }] }, [name]: { inner: 'hidden' } };
    expect(JSON.stringify(censored(line))).not.toContain('hidden');
  });

  it.each(['accountId', 'expertId', 'amount', 'ms', 'pattern'])('shows %s', (name) => {
    expect(censored({ [name]: 'seen' })).toEqual({ [name]: 'seen' });
  });

  it('leaves alone what is no plain object, and what it was given', () => {
    const line = { err: new Error('x'), at: new Date(0), none: null, password: 'p' };
    expect(censored(line)).toEqual({ ...line, password: '[secret]' });
    expect(line.password).toBe('p');
  });

  it('survives an object that contains itself', () => {
    const line: Record<string, unknown> = {};
    line.self = line;
    expect(() => JSON.stringify(censored(line))).not.toThrow();
  });
});
