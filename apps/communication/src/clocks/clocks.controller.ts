import { Controller } from '@nestjs/common';
import { explainClock, getClock, listClocks } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ClocksService } from './clocks.service.js';

@Controller()
export class ClocksController {
  constructor(private readonly clocks: ClocksService) {}

  @Rpc(listClocks)
  list({ actor, input }: Call<typeof listClocks>) {
    return this.clocks.list(actor, input);
  }

  @Rpc(getClock)
  get({ actor, input }: Call<typeof getClock>) {
    return this.clocks.get(actor, input.id);
  }

  @Rpc(explainClock)
  explain({ actor, input }: Call<typeof explainClock>) {
    return this.clocks.explain(actor, input.id);
  }
}
