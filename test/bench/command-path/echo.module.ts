import { Controller, Module } from '@nestjs/common';
import { type Call, Rpc } from '#libs/messaging';
import { echo, echoHours } from './messages.js';

@Controller()
class EchoController {
  @Rpc(echoHours)
  report({ input }: Call<typeof echoHours>) {
    return echo(input);
  }
}

/** A service that answers at once. */
@Module({ controllers: [EchoController] })
export class EchoModule {}
