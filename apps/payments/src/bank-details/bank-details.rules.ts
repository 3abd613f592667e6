import { invalid, type FieldError } from '#libs/errors';
import { extractBIC, isValidIBAN } from 'ibantools';

/** As a person typed them; spaces and dashes don't matter. */
export type TypedBankDetails =
  | { kind: 'iban'; holder: string; iban: string; bic: string }
  | { kind: 'us'; holder: string; routingNumber: string; accountNumber: string };

/** Checked and normalised, as the bank file wants them; `masked` is what a screen may show. */
export type CheckedBankDetails = TypedBankDetails & { masked: string };

interface Problem extends FieldError {
  code: string;
}

/**
 * PM-5. Bank details are checked before they are kept: `DE89 3704 0044 0532 0130 00` with `COBADEFF` is a German
 * account, shown as `DE89 **** **** **** **** 00`. Throws invalid with the code of the first wrong field and all of them
 * named: `payments.holder-invalid`, `payments.iban-invalid`, `payments.bic-invalid`, `payments.bic-country`,
 * `payments.routing-number-invalid`, `payments.account-number-invalid`. The message never repeats a number.
 */
export function checkBankDetails(typed: TypedBankDetails): CheckedBankDetails {
  const details = normalised(typed);
  const problems = [
    ...holderProblems(details.holder),
    ...(details.kind === 'iban' ? ibanProblems(details) : usProblems(details)),
  ];
  const [first] = problems;
  if (first) {
    throw invalid(first.code, problems.map(({ field, message }) => `${field} ${message}`).join('; '), {
      rule: 'PM-5',
      errors: problems.map(({ field, message }) => ({ field, message })),
    });
  }
  return {
    ...details,
    masked: maskedAccount(details.kind === 'iban' ? details.iban : details.accountNumber),
  };
}

/** A number as it is kept and compared, however it was typed. */
export const compact = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

function normalised(typed: TypedBankDetails): TypedBankDetails {
  const holder = typed.holder.normalize('NFC').replace(/\s+/g, ' ').trim();
  return typed.kind === 'iban'
    ? { kind: 'iban', holder, iban: compact(typed.iban), bic: compact(typed.bic) }
    : {
        kind: 'us',
        holder,
        routingNumber: compact(typed.routingNumber),
        accountNumber: compact(typed.accountNumber),
      };
}

/** SEPA banks take names of up to 70 characters (PM-7). */
const holderProblems = (holder: string): Problem[] =>
  /^(?=.*\p{L})\P{Cc}{1,70}$/u.test(holder)
    ? []
    : [{ code: 'payments.holder-invalid', field: 'holder', message: 'must be a name of up to 70 characters' }];

function ibanProblems({ iban, bic }: { iban: string; bic: string }): Problem[] {
  const problems: Problem[] = [];
  // A QR-IBAN only takes payments of Swiss QR bills.
  if (!isValidIBAN(iban, { allowQRIBAN: false })) {
    problems.push({ code: 'payments.iban-invalid', field: 'iban', message: 'is not an IBAN: check its digits' });
  }
  const { valid, countryCode = '', testBIC } = extractBIC(bic);
  if (!valid || testBIC) {
    problems.push({ code: 'payments.bic-invalid', field: 'bic', message: 'is not a BIC of 8 or 11 characters' });
  }
  if (problems.length === 0 && !countriesOf(iban).includes(countryCode)) {
    problems.push({ code: 'payments.bic-country', field: 'bic', message: 'is of another country than the IBAN' });
  }
  return problems;
}

/** Territories whose banks have a country code of their own in the BIC, and the IBAN of the country (IBAN registry). */
const territories: Readonly<Record<string, string[]>> = {
  FI: ['AX'],
  FR: ['BL', 'GF', 'GP', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'TF', 'WF', 'YT'],
  GB: ['GG', 'IM', 'JE'],
};

const countriesOf = (iban: string): string[] => [iban.slice(0, 2), ...(territories[iban.slice(0, 2)] ?? [])];

function usProblems({ routingNumber, accountNumber }: { routingNumber: string; accountNumber: string }): Problem[] {
  const problems: Problem[] = [];
  if (!isRoutingNumber(routingNumber)) {
    problems.push({
      code: 'payments.routing-number-invalid',
      field: 'routingNumber',
      message: 'is not an ABA routing number: check its 9 digits',
    });
  }
  if (!/^(?!0+$)\d{4,17}$/.test(accountNumber)) {
    problems.push({
      code: 'payments.account-number-invalid',
      field: 'accountNumber',
      message: 'must be 4 to 17 digits',
    });
  }
  return problems;
}

const routingWeights = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** ABA: a Federal Reserve district (01-12), thrift (21-32) or electronic (61-72) prefix, and a sum that ends in zero. */
function isRoutingNumber(text: string): boolean {
  if (!/^(0[1-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2])\d{7}$/.test(text)) return false;
  const checksum = routingWeights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0);
  return checksum % 10 === 0;
}

/** What a screen may show of an account, an IBAN or another number. */
export const maskedAccount = (account: string): string =>
  isValidIBAN(account) ? maskedIban(account) : maskedNumber(account);

/** The country, its check digits and the last two characters, in groups of four. */
const maskedIban = (iban: string): string =>
  `${iban.slice(0, 4)}${'*'.repeat(iban.length - 6)}${iban.slice(-2)}`.replace(/.{4}(?=.)/g, '$& ');

/** The last four digits, never more than half of them. */
function maskedNumber(accountNumber: string): string {
  const shown = Math.min(4, Math.floor(accountNumber.length / 2));
  return '*'.repeat(accountNumber.length - shown) + accountNumber.slice(-shown);
}
