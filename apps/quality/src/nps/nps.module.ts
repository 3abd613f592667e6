import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { NpsController } from './nps.controller.js';
import { NpsScopes } from './nps-scopes.js';
import { NpsService } from './nps.service.js';
import { Recount } from './recount.js';
import { Tallies } from './tallies.js';

export const npsEntities: Type[] = [];

/** NPS, counted as answers come (QN-2). */
@Module({
  imports: [NetworkModule],
  controllers: [NpsController],
  providers: [NpsScopes, NpsService, Recount, Tallies],
  exports: [Tallies],
})
export class NpsModule {}
