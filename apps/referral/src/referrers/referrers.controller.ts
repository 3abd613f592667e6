import { Controller } from '@nestjs/common';
import { addOutsider, getMyReferrer, getReferrer, listReferrers, renewCode, withdrawCode } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CodesService } from './codes.service.js';
import { ReferrerDesk } from './referrer-desk.js';

@Controller()
export class ReferrersController {
  constructor(
    private readonly desk: ReferrerDesk,
    private readonly codes: CodesService,
  ) {}

  @Rpc(listReferrers)
  all({ actor, input }: Call<typeof listReferrers>) {
    return this.desk.list(actor, input);
  }

  @Rpc(getReferrer)
  get({ actor, input }: Call<typeof getReferrer>) {
    return this.desk.get(actor, input.id);
  }

  @Rpc(getMyReferrer)
  mine(call: Call<typeof getMyReferrer>) {
    return this.desk.mine(call);
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
