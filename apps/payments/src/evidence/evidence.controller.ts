import { Controller } from '@nestjs/common';
import { members, requireRole } from '#libs/access';
import { explain } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { EvidenceService } from './evidence.service.js';

@Controller()
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  @Rpc(explain)
  explain({ actor, input }: Call<typeof explain>) {
    requireRole(actor, ...members, 'partner');
    return this.evidence.explain(actor, input);
  }
}
