import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { listJournal, trialBalance } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { JournalService } from './journal.service.js';

/** The books of the network: for those who keep them. */
@Controller()
export class LedgerController {
  constructor(private readonly journal: JournalService) {}

  @Rpc(listJournal)
  list({ actor, input }: Call<typeof listJournal>) {
    requireRole(actor, 'admin', 'account-executive');
    return this.journal.list(input);
  }

  @Rpc(trialBalance)
  trialBalance({ actor }: Call<typeof trialBalance>) {
    requireRole(actor, 'admin', 'account-executive');
    return this.journal.trialBalance();
  }
}
