import { Controller } from '@nestjs/common';
import { getProgramme, listProgrammes, publishProgramme } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ProgrammesService } from './programmes.service.js';

@Controller()
export class ProgrammesController {
  constructor(private readonly programmes: ProgrammesService) {}

  @Rpc(listProgrammes)
  async list({ actor }: Call<typeof listProgrammes>) {
    return { items: await this.programmes.list(actor) };
  }

  @Rpc(getProgramme)
  get({ actor, input }: Call<typeof getProgramme>) {
    return this.programmes.get(actor, input.id, input.version);
  }

  @Rpc(publishProgramme)
  publish(call: Call<typeof publishProgramme>) {
    return this.programmes.publish(call);
  }
}
