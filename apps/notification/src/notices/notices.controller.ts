import { Controller } from '@nestjs/common';
import { getNotice, listNotices, resendNotice } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { NoticesService } from './notices.service.js';

@Controller()
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Rpc(listNotices)
  list({ actor, input }: Call<typeof listNotices>) {
    return this.notices.list(actor, input);
  }

  @Rpc(getNotice)
  get({ actor, input }: Call<typeof getNotice>) {
    return this.notices.get(actor, input.id);
  }

  @Rpc(resendNotice)
  resend(call: Call<typeof resendNotice>) {
    return this.notices.resend(call);
  }
}
