import { hash } from 'node:crypto';
import { formatMoney, type Money, negate, sum } from '#libs/money';
import { largestPayment } from './payment-amount.rules.js';
import { amountAt, dayIn, malformed, referenceAt, signed, startOf } from './camt-values.rules.js';
import { all, at, firstText, textAt, type Xml } from './xml-tree.rules.js';

/** One transfer of a statement, whether it stands alone or in a batch. */
export interface StatementLine {
  line: number;
  /** returned: a payment the bank took back; came-back: money the network had sent. */
  kind: 'in' | 'returned' | 'came-back' | 'ignored' | 'pending' | 'refused';
  /** Why it is ignored, pending or refused. */
  detail: string;
  /** The bank's, or made of what the entry says: the same in every statement it is on. */
  bankReference: string;
  bookedOn: string | null;
  /** Below zero when it went out. */
  amount: Money;
  payerName: string | null;
  /** IBAN, or clearing number and account. */
  payerAccount: string | null;
  remittance: string | null;
  endToEndId: string | null;
  /** By any of these a return may name what it takes back. */
  references: string[];
}

type Draft = Omit<StatementLine, 'line' | 'bankReference'> & { bankReference: string | null };
interface Place {
  where: string;
  account: string;
  currency: string;
}

/**
 * PM-4. The transfers of a statement: an entry that is a batch of 70.00 and 30.00 has two, with the references of each.
 * Where a bank gives none, what the entry says stands in for it, so that the next statement knows it again.
 */
export function entriesOf(statement: Xml, { where, ...about }: Place): StatementLine[] {
  const drafts = all(statement, 'Ntry').flatMap((entry, index) =>
    linesOf(entry, { ...about, where: `${where}/Ntry[${index + 1}]` }),
  );
  const seen = new Map<string, number>();
  return drafts.map((draft, index) => {
    if (draft.bankReference) return { ...draft, bankReference: draft.bankReference, line: index + 1 };
    const { bookedOn, amount, payerName, payerAccount, remittance, endToEndId } = draft;
    const says = [about.account, bookedOn, amount.minor, payerName, payerAccount, remittance, endToEndId];
    const made = `NOREF-${hash('sha256', says.join('\n')).slice(0, 24)}`;
    const times = (seen.get(made) ?? 0) + 1;
    seen.set(made, times);
    return { ...draft, bankReference: times > 1 ? `${made}-${times}` : made, line: index + 1 };
  });
}

function linesOf(entry: Xml, { where, currency }: Place): Draft[] {
  const whole = signed(entry, where);
  if (whole.currency !== currency) throw malformed(`${where} is in ${whole.currency}, the balances are in ${currency}`);
  const transfers = all(entry, 'NtryDtls').flatMap((details) => all(details, 'TxDtls'));
  const one = draftOf(entry, transfers.length === 1 ? transfers[0] : undefined, whole);
  const isLeftAlone = one.kind === 'ignored' && !transfers.some((transfer) => at(transfer, 'RtrInf') !== undefined);
  if (transfers.length < 2 || one.kind === 'pending' || isLeftAlone) return [one];
  const parts = transfers.map((transfer, index) => partOf(entry, transfer, `${where}/TxDtls[${index + 1}]`));
  if (parts.some((part) => part?.currency !== currency) || sum(parts as Money[], currency).minor !== whole.minor) {
    const { amount } = formatMoney(whole);
    return [{ ...one, kind: 'refused', detail: `Its ${transfers.length} transfers don't come to its ${amount}.` }];
  }
  const references = ownReferences(entry, transfers);
  return transfers.map((transfer, index) => ({
    ...draftOf(entry, transfer, parts[index]!),
    bankReference: references[index]!,
  }));
}

/** What a transfer of a batch moved; null when that isn't said. */
function partOf(entry: Xml, transfer: Xml, where: string): Money | null {
  const node = at(transfer, 'Amt') ?? at(transfer, 'AmtDtls/TxAmt/Amt');
  if (!node) return null;
  const amount = amountAt(node, `${where}/Amt`);
  return firstText(transfer, 'CdtDbtInd') === 'DBIT' ||
    (!at(transfer, 'CdtDbtInd') && textAt(entry, 'CdtDbtInd') === 'DBIT')
    ? negate(amount)
    : amount;
}

/** Some banks give all transfers of a batch the reference of the batch: then their places tell them apart. */
function ownReferences(entry: Xml, transfers: readonly Xml[]): (string | null)[] {
  const own = transfers.map((transfer) => referenceAt(transfer, 'Refs/AcctSvcrRef'));
  if (own.every((reference) => reference !== null) && new Set(own).size === own.length) return own;
  const shared = referenceAt(entry, 'AcctSvcrRef') ?? own.find((reference) => reference !== null) ?? null;
  return own.map((_, index) => (shared ? `${shared}/${index + 1}` : null));
}

function draftOf(entry: Xml, transfer: Xml | undefined, amount: Money): Draft {
  const bookedOn = dayIn(firstText(entry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm'));
  const references = ['AcctSvcrRef', 'TxId', 'InstrId', 'MsgId', 'Prtry/Ref', 'PrtryRef/Ref'];
  const entryReference = referenceAt(entry, 'AcctSvcrRef');
  return {
    ...kindOf(entry, transfer, { amount, bookedOn }),
    bankReference: referenceAt(transfer, 'Refs/AcctSvcrRef') ?? entryReference,
    ...{ bookedOn, amount, ...payerOf(transfer, amount), remittance: remittanceOf(entry, transfer) },
    endToEndId: referenceAt(transfer, 'Refs/EndToEndId'),
    references: [...references.map((name) => referenceAt(transfer, `Refs/${name}`)), entryReference].filter(
      (reference) => reference !== null,
    ),
  };
}

/** Only what is booked counts. A debit that reverses a credit, or returns it, is the bank taking money back. */
function kindOf(
  entry: Xml,
  transfer: Xml | undefined,
  { amount, bookedOn }: Pick<Draft, 'amount' | 'bookedOn'>,
): Pick<Draft, 'kind' | 'detail'> {
  const status = firstText(entry, 'Sts/Cd', 'Sts/Prtry', 'Sts') ?? 'BOOK';
  const back = /^(true|1)$/.test(textAt(entry, 'RvslInd') ?? '') || at(transfer, 'RtrInf') !== undefined;
  if (status !== 'BOOK') return { kind: 'pending', detail: `Not booked: its status is ${startOf(status, 35)}.` };
  if (amount.minor === 0n) return { kind: 'ignored', detail: 'It moved no money.' };
  if (amount.minor < 0n && !back) return { kind: 'ignored', detail: 'Money that went out.' };
  if (amount.minor > 0n && back) return { kind: 'came-back', detail: '' };
  if (amount.minor > largestPayment) return { kind: 'refused', detail: 'It is more than a payment may be.' };
  if (!bookedOn) return { kind: 'refused', detail: 'It has no booking date.' };
  return { kind: back ? 'returned' : 'in', detail: '' };
}

/** The other side; older versions have the name at once, newer ones within the party. */
function payerOf(transfer: Xml | undefined, amount: Money): Pick<Draft, 'payerName' | 'payerAccount'> {
  const parties = at(transfer, 'RltdPties');
  const names = (who: string) => [`${who}/Nm`, `${who}/Pty/Nm`, `Ultmt${who}/Nm`, `Ultmt${who}/Pty/Nm`];
  const sides = amount.minor > 0n ? ['Dbtr'] : ['Cdtr', 'Dbtr'];
  const name = firstText(parties, ...sides.flatMap(names));
  const iban = textAt(parties, 'DbtrAcct/Id/IBAN')?.replace(/\s/g, '').toUpperCase();
  const clearing = firstText(transfer, 'RltdAgts/DbtrAgt/FinInstnId/ClrSysMmbId/MmbId');
  const other = textAt(parties, 'DbtrAcct/Id/Othr/Id');
  const account = iban ?? (other && clearing ? `${clearing}/${other}` : other);
  return { payerName: name && startOf(name, 140), payerAccount: account ? startOf(account, 70) : null };
}

/** References of their own first, then the text; where a bank puts it beside, what it says beside. */
function remittanceOf(entry: Xml, transfer: Xml | undefined): string | null {
  const information = at(transfer, 'RmtInf');
  const structured = all(information, 'Strd').flatMap((each) => [
    textAt(each, 'CdtrRefInf/Ref'),
    ...all(each, 'RfrdDocInf').map((document) => textAt(document, 'Nb')),
    ...all(each, 'AddtlRmtInf').map((more) => textAt(more)),
  ]);
  const written = all(information, 'Ustrd').map((text) => textAt(text));
  const found = [...structured, ...written].filter((text) => text !== null);
  const beside = firstText(transfer, 'AddtlTxInf') ?? firstText(entry, 'AddtlNtryInf');
  const text = found.length ? [...new Set(found)].join(' ') : beside;
  return text && startOf(text, 1_000);
}
