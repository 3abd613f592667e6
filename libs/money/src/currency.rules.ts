import { invalidField } from '#libs/errors';

/**
 * ISO 4217: how many decimals each currency has. A table of our own, because Intl follows CLDR, which rounds some
 * currencies for display (HUF, ISK…). A currency that isn't here isn't traded by the network.
 */
const minorDigits: ReadonlyMap<string, number> = new Map([
  ...digits(0, 'CLP ISK JPY KRW PYG UGX VND XAF XOF XPF'),
  ...digits(2, 'AED ARS AUD BAM BDT BGN BRL CAD CHF CNY COP CRC CZK DKK DOP EGP EUR GBP GEL GHS GTQ HKD HUF IDR'),
  ...digits(2, 'ILS INR KES KZT LKR MAD MDL MKD MXN MYR NGN NOK NPR NZD PEN PHP PKR PLN QAR RON RSD SAR SEK SGD'),
  ...digits(2, 'THB TRY TWD UAH USD UYU UZS ZAR'),
  ...digits(3, 'BHD JOD KWD OMR TND'),
]);

function digits(count: number, codes: string): [string, number][] {
  return codes.split(' ').map((code) => [code, count]);
}

/** The ISO 4217 codes the network can be paid in. */
export const currencies: readonly string[] = [...minorDigits.keys()].sort();

/** Decimals of a currency: 2 for USD, 0 for JPY, 3 for KWD. Throws invalid `money.unknown-currency`. */
export function minorDigitsOf(currency: string): number {
  const count = minorDigits.get(currency);
  if (count === undefined) throw invalidField('money.unknown-currency', 'currency', 'must be a known ISO 4217 code');
  return count;
}
