import { Controller, Get, Module, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { systemActor } from '#libs/access';
import { RpcClient } from '#libs/messaging';
import { sell } from './kiosk.contract.js';

@Controller()
class StreetController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('papers/:paper')
  buy(@Param('paper') paper: string, @Req() request: FastifyRequest) {
    return this.rpc.call(sell, { ...systemActor, requestId: request.id }, { paper });
  }
}

/** As the gateway stands before the services. */
@Module({
  controllers: [StreetController],
  providers: [{ provide: RpcClient, useFactory: () => new RpcClient({ url: process.env.AMQP_URL!, name: 'street' }) }],
})
export class StreetModule {}
