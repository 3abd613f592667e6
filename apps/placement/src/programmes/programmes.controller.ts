import { Controller } from '@nestjs/common';
import { getProgramme, listProgrammes, publishProgramme } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ProgrammesService } from './programmes.service.js';

@Controller()
export class ProgrammesController {
  constructor(private readonly programmes: ProgrammesService) {}

  @Rpc(listProgrammes)
  async list() {
    return { items: await this.programmes.list() };
  }

  @Rpc(getProgramme)
  get({ input }: Call<typeof getProgramme>) {
    return this.programmes.get(input.id, input.version);
  }

  @Rpc(publishProgramme)
  publish(call: Call<typeof publishProgramme>) {
    return this.programmes.publish(call);
  }
}
