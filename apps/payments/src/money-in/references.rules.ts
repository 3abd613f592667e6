/** What a text names, in order: numbers and references as invoices have them, whether there are such invoices or not. */
export interface Named {
  numbers: string[];
  references: string[];
}

/** What people and banks put between, or break a line with. */
const gap = '[^A-Z0-9]{0,4}';
const digits = (count: string) => `\\d(?:${gap}\\d)${count}`;
/** Not what follows the check digits of a reference: those have a say in it. */
const notOfReference = `(?<!RF${gap}\\d${gap}\\d${gap})`;
const numberIn = new RegExp(
  `(?<![A-Z0-9])${notOfReference}(?<prefix>[A-Z]{1,6})${gap}(?<year>${digits('{3}')})${gap}(?<serial>${digits('*')})`,
  'g',
);
const referenceIn = new RegExp(`(?<![A-Z0-9])(?=(?<text>RF${gap}\\d${gap}\\d(?:${gap}[A-Z0-9]){1,21}))`, 'g');
/** A serial number has at least so many digits. */
const serialDigits = 6;

/**
 * PM-4. The invoices a payer names, whatever case, spaces and punctuation: `inv 2026/000042` and `INV-2026-42` are
 * INV-2026-000042, `RF54 INV2 0260 0004 2` is RF54INV2026000042. A reference with wrong check digits is none.
 */
export function namedIn(text: string): Named {
  const plain = text.normalize('NFKC').toUpperCase();
  const numbers = [...plain.matchAll(numberIn)].flatMap(({ groups: { prefix = '', year = '', serial = '' } = {} }) =>
    serialsOf(serial).map((each) => `${prefix}-${compact(year)}-${each}`),
  );
  const references = [...plain.matchAll(referenceIn)].flatMap(({ groups, index }) =>
    endings(groups!['text']!, plain[index + groups!['text']!.length] ?? '').filter(isReference),
  );
  return { numbers: [...new Set(numbers)], references: [...new Set(references)] };
}

const compact = (text: string): string => text.replace(/[^A-Z0-9]/g, '');

/** `42` is 000042; of `0000 42` also what stands after a space belongs to it, until there are digits enough. */
function serialsOf(serial: string): string[] {
  const [first = '', ...rest] = serial.split(/\D+/);
  const whole = first.padStart(serialDigits, '0');
  if (first.length >= serialDigits || !rest.length) return [whole];
  let grown = first;
  for (const run of rest) if (grown.length < serialDigits) grown += run;
  return [whole, grown];
}

/** Where a reference may end: at each gap, and at the end of what can be one unless it goes on. */
function endings(text: string, next: string): string[] {
  const words = text.split(/[^A-Z0-9]+/);
  const found = words.map((_, index) => words.slice(0, index + 1).join(''));
  return /[A-Z0-9]/.test(next) ? found.slice(0, -1) : found;
}

/** ISO 11649: `RF`, two check digits and up to 21 characters, whose ISO 7064 remainder by 97 is 1. */
export function isReference(text: string): boolean {
  if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  return BigInt(turned.replace(/[A-Z]/g, (letter) => `${letter.charCodeAt(0) - 55}`)) % 97n === 1n;
}
