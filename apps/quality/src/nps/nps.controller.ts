import { Controller } from '@nestjs/common';
import { requireRole } from '#libs/access';
import { getNps, rankNps, recountNps } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { NpsService } from './nps.service.js';
import { Recount } from './recount.js';

@Controller()
export class NpsController {
  constructor(
    private readonly nps: NpsService,
    private readonly recounting: Recount,
  ) {}

  @Rpc(getNps)
  get({ actor, input }: Call<typeof getNps>) {
    return this.nps.get(actor, input);
  }

  @Rpc(rankNps)
  rank({ actor, input }: Call<typeof rankNps>) {
    return this.nps.rank(actor, input);
  }

  @Rpc(recountNps)
  recount({ actor }: Call<typeof recountNps>) {
    requireRole(actor, 'admin');
    return this.recounting.recount();
  }
}
