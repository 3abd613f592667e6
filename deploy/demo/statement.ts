interface Entry {
  bankReference: string;
  amount: string;
  payer: string;
  /** ISO 11649. */
  structured?: string;
  text?: string;
}

/** A bank statement as banks send it (camt.053.001.08): all that came in on one day. */
export function statement(of: { id: string; iban: string; day: string; currency: string; entries: Entry[] }): string {
  const { id, iban, day, currency, entries } = of;
  const cents = entries.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  const closing = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
  const balance = (code: string, amount: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T06:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><CreDtTm>${day}T06:00:00Z</CreDtTm><FrToDt><FrDtTm>${day}T00:00:00Z</FrDtTm><ToDtTm>${day}T23:59:59Z</ToDtTm></FrToDt>
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balance('OPBD', '0.00')}
${balance('CLBD', closing)}
${entries.map((entry) => entryOf(entry, day, currency)).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

const entryOf = ({ bankReference, amount, payer, structured, text }: Entry, day: string, currency: string): string =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${bankReference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${payer}</Nm></Pty></Dbtr></RltdPties><RmtInf>${
    structured ? `<Strd><CdtrRefInf><Ref>${structured}</Ref></CdtrRefInf></Strd>` : `<Ustrd>${text ?? ''}</Ustrd>`
  }</RmtInf></TxDtls></NtryDtls></Ntry>`;
