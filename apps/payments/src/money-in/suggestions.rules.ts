import { nameWords, soundAlike } from '#libs/company-names';
import type { OpenInvoice } from './matching.rules.js';

export interface Suggested {
  invoice: OpenInvoice & { clientName: string };
  because: string;
}

/** More would be a list to search, not a choice. */
const most = 10;

/**
 * PM-4. Open invoices a person may have to choose from, those with most in common first: the same amount, a client of
 * similar name, a client who paid from the same account before.
 */
export function suggestions(
  payment: { left: bigint; currency: string; payerName: string | null; clients: readonly string[] },
  invoices: readonly Suggested['invoice'][],
): Suggested[] {
  return invoices
    .filter(({ currency, open }) => currency === payment.currency && open > 0n)
    .map((invoice) => ({ invoice, because: inCommon(payment, invoice) }))
    .filter(({ because }) => because.length)
    .sort((a, b) => b.because.length - a.because.length || (a.invoice.dueOn < b.invoice.dueOn ? -1 : 1))
    .slice(0, most)
    .map(({ invoice, because }) => ({ invoice, because: because.join(', ') }));
}

function inCommon(payment: Parameters<typeof suggestions>[0], invoice: Suggested['invoice']): string[] {
  return [
    ...(invoice.open === payment.left ? ['the same amount'] : []),
    ...(payment.payerName && isSimilar(payment.payerName, invoice.clientName) ? ['a similar name'] : []),
    ...(payment.clients.includes(invoice.clientId) ? ['the same payer'] : []),
  ];
}

/**
 * PM-4. Whether a payer may be a client, by their names: alike, or all words of one among those of the other, the last of
 * several cut short as banks do. `BLUE HERON LOGIST` may be Blue Heron Logistics Inc.
 */
export function isSimilar(payer: string, client: string): boolean {
  const [one, other] = [nameWords(payer), nameWords(client)];
  return soundAlike(one, other) || isWithin(one, other) || isWithin(other, one);
}

function isWithin(few: readonly string[], many: readonly string[]): boolean {
  const mayBeCut = (at: number): boolean => at > 0 && at === few.length - 1;
  return (
    few.length > 0 &&
    few.every((word, at) => many.some((each) => each === word || (mayBeCut(at) && each.startsWith(word))))
  );
}
