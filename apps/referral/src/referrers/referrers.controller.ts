import { Controller } from '@nestjs/common';
import { addOutsider, getMyReferrer, getReferrer, listReferrers, renewCode, withdrawCode } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CodesService } from './codes.service.js';
import { ReferrerListService } from './referrer-list.service.js';

@Controller()
export class ReferrersController {
  constructor(
    private readonly list: ReferrerListService,
    private readonly codes: CodesService,
  ) {}

  @Rpc(listReferrers)
  all({ actor, input }: Call<typeof listReferrers>) {
    return this.list.list(actor, input);
  }

  @Rpc(getReferrer)
  get({ actor, input }: Call<typeof getReferrer>) {
    return this.list.get(actor, input.id);
  }

  @Rpc(getMyReferrer)
  mine(call: Call<typeof getMyReferrer>) {
    return this.list.mine(call);
  }

  @Rpc(addOutsider)
  addOutsider(call: Call<typeof addOutsider>) {
    return this.codes.addOutsider(call);
  }

  @Rpc(renewCode)
  renew(call: Call<typeof renewCode>) {
    return this.codes.renew(call);
  }

  @Rpc(withdrawCode)
  withdraw(call: Call<typeof withdrawCode>) {
    return this.codes.withdraw(call);
  }
}
