import fc from 'fast-check';
import { DomainError } from '#libs/errors';
import { checkBankDetails, type TypedBankDetails } from './bank-details.rules.js';

const iban = (change: Partial<Extract<TypedBankDetails, { kind: 'iban' }>> = {}): TypedBankDetails => ({
  kind: 'iban',
  holder: 'Ana Šimić',
  iban: 'DE89 3704 0044 0532 0130 00',
  bic: 'COBADEFF',
  ...change,
});
const us = (change: Partial<Extract<TypedBankDetails, { kind: 'us' }>> = {}): TypedBankDetails => ({
  kind: 'us',
  holder: 'Joe Doe',
  routingNumber: '021000021',
  accountNumber: '123456789',
  ...change,
});

function refusal(details: TypedBankDetails) {
  try {
    checkBankDetails(details);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, fields: error.details.errors?.map(({ field }) => field), detail: error.detail };
  }
}

describe('bank details with an IBAN (PM-5)', () => {
  it('are kept without spaces and shown masked', () => {
    expect(checkBankDetails(iban())).toEqual({
      kind: 'iban',
      holder: 'Ana Šimić',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFF',
      masked: 'DE89 **** **** **** **** 00',
    });
  });

  it.each([
    ['de89-3704-0044\u00a00532\t0130-00', 'cobadeff xxx'],
    ['GB29 NWBK 6016 1331 9268 19', 'NWBKGB2L'],
    ['GB29 NWBK 6016 1331 9268 19', 'NWBKJEHX'],
    ['FR1420041010050500013M02606', 'PSSTFRPPPAR'],
    ['NO93 8601 1117 947', 'DNBANOKK'],
    ['XK05 1212 0123 4567 8906', 'NCBVXKPR'],
    ['MT84MALT011000012345MTLCAST001S', 'MALTMTMT'],
  ])('%s at %s', (number, bic) => expect(refusal(iban({ iban: number, bic }))).toBeUndefined());

  it.each([
    [{ iban: 'DE88 3704 0044 0532 0130 00' }, 'payments.iban-invalid', ['iban']],
    [{ iban: 'DE89 3704 0044 0532 0130 0' }, 'payments.iban-invalid', ['iban']],
    [{ iban: 'US89 3704 0044 0532 0130 00' }, 'payments.iban-invalid', ['iban']],
    [{ iban: 'ZZ89370400440532013000' }, 'payments.iban-invalid', ['iban']],
    [{ iban: '' }, 'payments.iban-invalid', ['iban']],
    [{ bic: 'COBADEF' }, 'payments.bic-invalid', ['bic']],
    [{ bic: 'COBADEFFXX' }, 'payments.bic-invalid', ['bic']],
    [{ bic: 'COBAZZFF' }, 'payments.bic-invalid', ['bic']],
    [{ bic: 'COBADEF0' }, 'payments.bic-invalid', ['bic']],
    [{ bic: '' }, 'payments.bic-invalid', ['bic']],
    [{ bic: 'BNPAFRPP' }, 'payments.bic-country', ['bic']],
    [{ holder: ' ' }, 'payments.holder-invalid', ['holder']],
    [{ holder: '12345' }, 'payments.holder-invalid', ['holder']],
    [{ holder: 'A'.repeat(71) }, 'payments.holder-invalid', ['holder']],
    [{ iban: 'DE1', bic: 'X', holder: '' }, 'payments.holder-invalid', ['holder', 'iban', 'bic']],
  ])('%p is refused with %s', (change, code, fields) => {
    expect(refusal(iban(change))).toMatchObject({ code, fields });
  });

  it('a QR-IBAN takes no transfers', () => {
    expect(refusal(iban({ iban: 'CH44 3199 9123 0008 8901 2', bic: 'UBSWCHZH' }))?.code).toBe('payments.iban-invalid');
    expect(refusal(iban({ iban: 'CH93 0076 2011 6238 5295 7', bic: 'UBSWCHZH' }))).toBeUndefined();
  });

  it('one wrong digit is always noticed, and never repeated in the message', () => {
    const digits = 'DE89370400440532013000';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + step) % 10) + digits.slice(at + 1);
        const refused = refusal(iban({ iban: wrong }));
        expect(refused?.code).toBe('payments.iban-invalid');
        expect(refused?.detail).not.toContain(wrong);
      }),
    );
  });
});

describe('bank details in the United States (PM-5)', () => {
  it('are kept without spaces and shown masked', () => {
    expect(checkBankDetails(us({ routingNumber: ' 0210-00021', accountNumber: '1234 56789' }))).toEqual({
      kind: 'us',
      holder: 'Joe Doe',
      routingNumber: '021000021',
      accountNumber: '123456789',
      masked: '*****6789',
    });
    expect(checkBankDetails(us({ accountNumber: '1234' })).masked).toBe('**34');
  });

  it.each([
    [{ routingNumber: '021000022' }, 'payments.routing-number-invalid', ['routingNumber']],
    [{ routingNumber: '000000000' }, 'payments.routing-number-invalid', ['routingNumber']],
    [{ routingNumber: '02100002' }, 'payments.routing-number-invalid', ['routingNumber']],
    [{ routingNumber: '451000023' }, 'payments.routing-number-invalid', ['routingNumber']],
    [{ accountNumber: '123' }, 'payments.account-number-invalid', ['accountNumber']],
    [{ accountNumber: '1'.repeat(18) }, 'payments.account-number-invalid', ['accountNumber']],
    [{ accountNumber: '12a45' }, 'payments.account-number-invalid', ['accountNumber']],
    [{ accountNumber: '00000' }, 'payments.account-number-invalid', ['accountNumber']],
    [{ routingNumber: '', accountNumber: '' }, 'payments.routing-number-invalid', ['routingNumber', 'accountNumber']],
  ])('%p is refused with %s', (change, code, fields) => {
    expect(refusal(us(change))).toMatchObject({ code, fields });
  });

  it('one wrong digit of the routing number is always noticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const digits = '021000021';
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + step) % 10) + digits.slice(at + 1);
        expect(refusal(us({ routingNumber: wrong }))?.code).toBe('payments.routing-number-invalid');
      }),
    );
  });
});
