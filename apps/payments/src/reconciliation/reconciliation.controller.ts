import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { reconcile } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ReconciliationService } from './reconciliation.service.js';

@Controller()
export class ReconciliationController {
  constructor(private readonly reconciliation: ReconciliationService) {}

  @Rpc(reconcile)
  reconcile({ actor, input }: Call<typeof reconcile>) {
    requireRole(actor, 'admin');
    return this.reconciliation.reconcile(input);
  }
}
