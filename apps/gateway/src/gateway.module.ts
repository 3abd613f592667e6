import { Module } from '@nestjs/common';

/** The routes of the network: one line each. */
@Module({
  imports: [],
})
export class GatewayModule {}
