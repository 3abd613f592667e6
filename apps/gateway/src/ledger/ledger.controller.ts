import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { EvidenceOf, explain, JournalFilter, listJournal, trialBalance } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, members, Services } from '../http/index.js';

@ApiTags('Ledger')
@Controller()
export class LedgerController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List journal entries',
    description: 'With their postings, in the order of the hash chain.',
    rules: ['PM-1'],
    roles: ['admin', 'account-executive'],
    answer: listJournal,
  })
  @Get('journal')
  journal(@Caller() caller: Caller, @Query({ schema: JournalFilter }) filter: z.output<typeof JournalFilter>) {
    return this.services.ask(caller, listJournal, filter);
  }

  @Endpoint({
    summary: 'See the trial balance',
    rules: ['PM-9'],
    roles: ['admin', 'account-executive'],
    answer: trialBalance,
  })
  @Get('trial-balance')
  trialBalance(@Caller() caller: Caller) {
    return this.services.ask(caller, trialBalance, {});
  }

  @Endpoint({
    summary: 'Explain any cent',
    description:
      'From an entry, settlement, posting, payout, invoice, payment or commission through estimate, approval, rates, invoice and postings to the bank reference. What is not yours is left out: an expert sees no bill, a client no pay. Whoever brought a client sees of its money the trail of the own commission alone: base, rate, the number of the invoice and the bank reference.',
    rules: ['PM-10', 'RC-8'],
    roles: [...members, 'partner'],
    answer: explain,
    errors: [
      ...['entry', 'settlement', 'posting', 'journal-entry', 'payout', 'invoice', 'client-payment', 'commission'].map(
        notYours,
      ),
      conflict('payments.no-rate', 'No contract is in force on the day of this entry: it is worth nothing yet.', {
        rule: 'PM-11',
      }),
    ],
  })
  @Get('evidence')
  evidence(@Caller() caller: Caller, @Query({ schema: EvidenceOf }) of: z.output<typeof EvidenceOf>) {
    return this.services.ask(caller, explain, of);
  }
}
