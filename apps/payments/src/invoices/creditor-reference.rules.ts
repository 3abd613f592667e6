const letterValue = (letter: string): string => (letter.charCodeAt(0) - 'A'.charCodeAt(0) + 10).toString();

/**
 * PM-4. The creditor reference (ISO 11649) of a document number: what a transfer names, with two check digits, so that a
 * bank notices a slip of the pen. `creditorReference('539007547034')` is `RF18539007547034`, and `INV-2026-000042` becomes
 * `RF54INV2026000042`. Check digits are 98 less the remainder by 97 of the number with `RF00` behind it, A as 10 to Z as 35.
 */
export function creditorReference(number: string): string {
  const body = number.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const digits = `${body}RF00`.replace(/[A-Z]/g, letterValue);
  const check = 98n - (BigInt(digits) % 97n);
  return `RF${check.toString().padStart(2, '0')}${body}`;
}
