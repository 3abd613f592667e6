import { Controller } from '@nestjs/common';
import { getAttention } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AttentionService } from './attention.service.js';

@Controller()
export class AttentionController {
  constructor(private readonly attention: AttentionService) {}

  @Rpc(getAttention)
  get({ actor, input }: Call<typeof getAttention>) {
    return this.attention.get(actor, input);
  }
}
