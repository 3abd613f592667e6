import { namedIn } from './references.rules.js';

/** An issued invoice as matching sees it; `open` in minor units. */
export interface OpenInvoice {
  id: string;
  number: string;
  reference: string | null;
  clientId: string;
  currency: string;
  open: bigint;
  dueOn: string;
}

/** Money that came in, in minor units. */
export interface Arrival {
  amount: bigint;
  currency: string;
  /** As whoever recorded it says. */
  clientId: string | null;
  /** Whose account it came from, by earlier payments. */
  payerClients: readonly string[];
  /** Whose money earns whoever recorded it a commission; none when the bank shows that it came. */
  clientsOfRecorder: readonly string[];
  invoiceNumber: string | null;
  remittance: string | null;
}

export interface Match {
  /** Whose it is; null when a person has to say. */
  clientId: string | null;
  parts: { invoiceId: string; minor: bigint; because: string }[];
  because: string;
  /** It would have been matched by who earns on it: a statement, or a person, has to say so. */
  waitsForBank: boolean;
}

type Meant = Omit<Match, 'waitsForBank'>;

export const needsBank =
  'Whoever recorded it earns commission on it: it waits for a statement of the bank, or for a person to allocate it.';

/** All that was said, one text below the other; null when nothing was. */
export const wordsOf = (...texts: readonly (string | null)[]): string | null =>
  texts.filter(Boolean).join('\n') || null;

/** What may name an invoice, whose number stands in its own field or in what the payer wrote. */
export const textOf = ({ invoiceNumber, remittance }: Pick<Arrival, 'invoiceNumber' | 'remittance'>): string =>
  `${invoiceNumber ?? ''}\n${remittance ?? ''}`;

/** Whose open invoices of exactly the amount count: of whom it is said to be, else of the one its account is known by. */
export const clientBehind = ({ clientId, payerClients }: Pick<Arrival, 'clientId' | 'payerClients'>): string | null =>
  clientId ?? (payerClients.length === 1 ? payerClients[0]! : null);

/**
 * PM-4. What money is for. Invoices it names come first, in the order they are due; each gets what is open, the rest is
 * the client's credit: 150.00 that name INV-2026-000001 over 100.00 pay it, and 50.00 are left. Money that names none
 * pays the only open invoice of a known client over exactly its amount. All else waits for a person, with the reason; so
 * does what names an invoice of another client than it is said to be of.
 *
 * RC-4. Nobody earns on money because of its own word: 100.00 that a partner records for INV-2026-000001 of a client it
 * brought would pay it, and wait instead until somebody has seen them at the bank.
 */
export function match(arrival: Arrival, invoices: readonly OpenInvoice[]): Match {
  const found = meant(arrival, invoices);
  const waitsForBank = found.parts.length > 0 && arrival.clientsOfRecorder.includes(found.clientId!);
  if (!waitsForBank) return { ...found, waitsForBank };
  return { clientId: arrival.clientId, parts: [], because: needsBank, waitsForBank };
}

function meant(arrival: Arrival, invoices: readonly OpenInvoice[]): Meant {
  const { numbers, references } = namedIn(textOf(arrival));
  const named = invoices
    .filter(({ number, reference }) => numbers.includes(number) || (!!reference && references.includes(reference)))
    .sort((a, b) => (`${a.dueOn} ${a.number}` < `${b.dueOn} ${b.number}` ? -1 : 1));
  if (named.length) return byName(arrival, named);
  const unmatched = (because: string): Meant => ({ clientId: arrival.clientId, parts: [], because });
  if (arrival.invoiceNumber) return unmatched(`There is no invoice ${arrival.invoiceNumber}.`);
  const clientId = clientBehind(arrival);
  if (!clientId) return unmatched('It names no invoice, and it is not known whose account it came from.');
  const fitting = invoices.filter(
    (invoice) =>
      invoice.clientId === clientId && invoice.currency === arrival.currency && invoice.open === arrival.amount,
  );
  const [only] = fitting;
  if (!only) return unmatched('It names no invoice, and no open one of the client is over exactly this amount.');
  if (fitting.length > 1) return unmatched(`It names no invoice, and ${fitting.length} are over exactly this amount.`);
  const because = 'It is the only open invoice of the client over exactly this amount.';
  return { clientId, parts: [{ invoiceId: only.id, minor: arrival.amount, because }], because };
}

function byName({ amount, currency, clientId: said }: Arrival, named: readonly OpenInvoice[]): Meant {
  const numbers = named.map(({ number }) => number).join(', ');
  const [{ clientId }] = named as [OpenInvoice];
  const mixed = named.some((invoice) => invoice.clientId !== clientId);
  if (said && named.some((invoice) => invoice.clientId !== said))
    return {
      clientId: null,
      parts: [],
      because: `It names ${numbers}, which is not of the client it is said to be of.`,
    };
  if (mixed) return { clientId: null, parts: [], because: `It names invoices of several clients: ${numbers}.` };
  const parts: Meant['parts'] = [];
  let left = amount;
  for (const { id, number, open, currency: billed } of named) {
    const minor = open < left ? open : left;
    if (billed !== currency || minor <= 0n) continue;
    parts.push({ invoiceId: id, minor, because: `The payer named ${number}.` });
    left -= minor;
  }
  if (!parts.length) return { clientId, parts, because: `It names ${numbers}, where nothing is open in ${currency}.` };
  const over = left > 0n ? " What is over is the client's credit." : '';
  return { clientId, parts, because: `It names ${numbers}.${over}` };
}
