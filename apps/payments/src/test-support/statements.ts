/** A transfer as a bank tells it: `of` is the reference of what it takes back, `name` what the payer named it. */
export interface StatedEntry {
  /** Below zero when the bank took it back. */
  amount: string;
  reference: string;
  on: string;
  of?: string;
  /** A credit of what the network had sent. */
  isBack?: boolean;
  name?: string;
  text?: string;
}

const tag = (name: string, text: string | undefined) => (text ? `<${name}>${text}</${name}>` : '');

/** A camt.053 message with one statement of these; the same of the same. */
export function aStatement(...entries: StatedEntry[]): string {
  const cents = entries.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  const balance = (code: string, minor: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amountOf((minor / 100).toFixed(2))}</Bal>`;
  return [
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<Stmt><Id>${entries[0]!.reference}</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>`,
    ...[balance('OPBD', 1_000_000), balance('CLBD', 1_000_000 + cents)],
    ...entries.map(entryOf),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
}

function amountOf(amount: string): string {
  const direction = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`;
}

const entryOf = ({ amount, reference, on, of, isBack, name, text }: StatedEntry): string =>
  [
    `<Ntry>${amountOf(amount)}${isBack || amount.startsWith('-') ? '<RvslInd>true</RvslInd>' : ''}<Sts><Cd>BOOK</Cd></Sts>`,
    `<BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${reference}</AcctSvcrRef>`,
    `<NtryDtls><TxDtls><Refs>${tag('EndToEndId', name)}${of ? `<Prtry><Tp>OF</Tp>${tag('Ref', of)}</Prtry>` : ''}</Refs>`,
    `${text ? `<RmtInf>${tag('Ustrd', text)}</RmtInf>` : ''}</TxDtls></NtryDtls></Ntry>`,
  ].join('');
