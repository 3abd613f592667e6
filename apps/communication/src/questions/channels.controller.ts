import { Controller } from '@nestjs/common';
import { helpWithQuestion, listCommunityQuestions, receiveEmail, receiveMessage } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CommunityService } from './community.service.js';
import { InboundService } from './inbound.service.js';

/** Questions as others meet them: the channels they come in by, and the community. */
@Controller()
export class ChannelsController {
  constructor(
    private readonly inbound: InboundService,
    private readonly community: CommunityService,
  ) {}

  @Rpc(receiveMessage)
  receive(call: Call<typeof receiveMessage>) {
    return this.inbound.receive(call);
  }

  @Rpc(receiveEmail)
  receiveEmail(call: Call<typeof receiveEmail>) {
    return this.inbound.receiveEmail(call);
  }

  @Rpc(listCommunityQuestions)
  list({ actor, input }: Call<typeof listCommunityQuestions>) {
    return this.community.list(actor, input);
  }

  @Rpc(helpWithQuestion)
  help(call: Call<typeof helpWithQuestion>) {
    return this.community.help(call);
  }
}
