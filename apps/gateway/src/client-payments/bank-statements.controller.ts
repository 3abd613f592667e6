import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  BankStatementFilter,
  getBankStatement,
  importBankStatement,
  listBankStatements,
  listStatementEntries,
  NewBankStatement,
  StatementEntryFilter,
} from '#libs/contracts';
import { invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, MEGABYTE, network, PathId, Services, staff } from '../http/index.js';

/** Seconds for a thousand entries, with room for a busy machine. */
const importTimeoutMs = 120_000;
const rule = 'PM-4';
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
const xml = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
  '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-03T06:00:00</CreDtTm></GrpHdr>',
  '<Stmt><Id>2026-042</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>',
  balance('OPBD', '100.00'),
  balance('CLBD', '1171.00'),
  '<Ntry><Amt Ccy="EUR">1071.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>',
  '<BookgDt><Dt>2026-03-02</Dt></BookgDt><AcctSvcrRef>2026030200012345</AcctSvcrRef>',
  '<NtryDtls><TxDtls><RmtInf><Ustrd>INV-2026-000042</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>',
  '</Stmt></BkToCstmrStmt></Document>',
].join('\n');

@ApiTags('Money in')
@Controller()
export class BankStatementsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Import a bank statement',
    description:
      'A camt.053 message as the bank wrote it, as the body or in `xml`, up to 5 MB. Every credit is recorded once and matched; what the bank took back is taken off again, and a transfer to a referrer that came back is available again. The same statement again changes nothing. A file with several statements is taken as a whole.',
    rules: [rule],
    roles: network,
    answer: importBankStatement,
    idempotency: 'required',
    consumes: ['application/json', 'application/xml', 'text/xml'],
    bodyLimit: 11 * MEGABYTE,
    examples: { request: { xml } },
    errors: [
      invalidField('payments.statement-malformed', 'xml', 'is not well-formed XML at line 3, column 7', rule),
      invalid(
        'payments.statement-balances',
        'Statement 2026-042: the opening balance and its entries come to 1171.00, its closing balance is 1271.00 EUR.',
        {
          rule,
          facts: {
            statementId: '2026-042',
            opening: eur('100.00'),
            closing: eur('1271.00'),
            counted: eur('1171.00'),
          },
        },
      ),
      invalid(
        'payments.not-our-account',
        'Statement 2026-042 is of the account FR76 **** **** **** **** **** *89; invoices name DE89 **** **** **** **** 00.',
        { rule, facts: { statementId: '2026-042' } },
      ),
    ],
  })
  @Post('bank-statements')
  import(@Caller() caller: Caller, @Body({ schema: NewBankStatement }) file: z.output<typeof NewBankStatement>) {
    return this.services.ask(caller, importBankStatement, file, importTimeoutMs);
  }

  @Endpoint({
    summary: 'List bank statements',
    description: 'Those imported, each with how many of its entries were matched, unmatched, known before, returned…',
    rules: [rule],
    roles: staff,
    answer: listBankStatements,
  })
  @Get('bank-statements')
  list(@Caller() caller: Caller, @Query({ schema: BankStatementFilter }) filter: z.output<typeof BankStatementFilter>) {
    return this.services.ask(caller, listBankStatements, filter);
  }

  @Endpoint({
    summary: 'Read a bank statement',
    rules: [rule],
    roles: staff,
    of: 'bank-statement',
    answer: getBankStatement,
  })
  @Get('bank-statements/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getBankStatement, { id });
  }

  @Endpoint({
    summary: 'List the entries of a bank statement',
    description: 'In its order, each with what became of it and why.',
    rules: [rule],
    roles: staff,
    of: 'bank-statement',
    answer: listStatementEntries,
  })
  @Get('bank-statements/:id/entries')
  entries(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Query({ schema: StatementEntryFilter }) filter: z.output<typeof StatementEntryFilter>,
  ) {
    return this.services.ask(caller, listStatementEntries, { id, ...filter });
  }

  @Endpoint({
    summary: 'List the entries of all bank statements',
    description:
      'As they were imported. `outcome=return-unmatched` is what the bank took back and nobody knows what of: it is tried again ' +
      'with every payment that comes in, and is settled by a refund of its payment with its bank reference. `outcome=refused` ' +
      'is what no rule could read.',
    rules: [rule],
    roles: staff,
    answer: listStatementEntries,
  })
  @Get('bank-statement-entries')
  allEntries(
    @Caller() caller: Caller,
    @Query({ schema: StatementEntryFilter }) filter: z.output<typeof StatementEntryFilter>,
  ) {
    return this.services.ask(caller, listStatementEntries, filter);
  }
}
