import { Controller } from '@nestjs/common';
import { openCode, registerByCode } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CodePageService } from './code-page.service.js';

@Controller()
export class CodePageController {
  constructor(private readonly page: CodePageService) {}

  @Rpc(openCode)
  open({ actor, input }: Call<typeof openCode>) {
    return this.page.open(actor, input.code);
  }

  @Rpc(registerByCode)
  register(call: Call<typeof registerByCode>) {
    return this.page.register(call);
  }
}
