import { Controller } from '@nestjs/common';
import { getMistake, listMistakes, putMistakeRight, recordMistake, tellMistake } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { MistakesService } from './mistakes.service.js';
import { OwningUpService } from './owning-up.service.js';

@Controller()
export class MistakesController {
  constructor(
    private readonly mistakes: MistakesService,
    private readonly owningUp: OwningUpService,
  ) {}

  @Rpc(listMistakes)
  list({ actor, input }: Call<typeof listMistakes>) {
    return this.mistakes.list(actor, input);
  }

  @Rpc(getMistake)
  get({ actor, input }: Call<typeof getMistake>) {
    return this.mistakes.get(actor, input.id);
  }

  @Rpc(recordMistake)
  record(call: Call<typeof recordMistake>) {
    return this.owningUp.record(call);
  }

  @Rpc(tellMistake)
  tell(call: Call<typeof tellMistake>) {
    return this.owningUp.tell(call);
  }

  @Rpc(putMistakeRight)
  putRight(call: Call<typeof putMistakeRight>) {
    return this.owningUp.putRight(call);
  }
}
