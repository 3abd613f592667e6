import type { OpenInvoice } from './matching.rules.js';

export interface Suggested {
  invoice: OpenInvoice & { clientName: string };
  because: string;
}

/** More would be a list to search, not a choice. */
const most = 10;

/**
 * PM-4. Open invoices a person may have to choose from, those with most in common first: the same amount, a client of
 * similar name, a client who paid from the same account before. Case, accents and legal forms don't count: `BLUE HERON
 * GMBH` is like `Blue Heron Inc.`.
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

const legalForms = new Set(
  'ab ag as bv co corp corporation gmbh inc kg limited llc llp ltd nv oy plc sa sarl sas spa srl ug and und'.split(' '),
);
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.']/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !legalForms.has(word));

/** True when the words of one are among those of the other, or most of their pairs of letters are the same. */
export function isSimilar(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (!one.length || !other.length) return false;
  if (one.every((word) => other.includes(word)) || other.every((word) => one.includes(word))) return true;
  const [pairs, others] = [pairsOf(one.join(' ')), pairsOf(other.join(' '))];
  const shared = [...pairs].filter((pair) => others.has(pair));
  return (2 * shared.length) / (pairs.size + others.size) >= 0.7;
}

const pairsOf = (text: string): Set<string> => new Set(Array.from(text, (_, at) => text.slice(at, at + 2)));
