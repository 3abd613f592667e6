import { Module, type Type } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { MistakeDesk } from './mistake-desk.js';
import { MistakeEntity } from './mistake.entity.js';
import { MistakesController } from './mistakes.controller.js';
import { MistakesService } from './mistakes.service.js';
import { OwningUpService } from './owning-up.service.js';

export const mistakesEntities: Type[] = [MistakeEntity];

/** Mistakes, told to the client in time (CS-8). */
@Module({
  imports: [CoverageModule, ClocksModule],
  controllers: [MistakesController],
  providers: [MistakeDesk, MistakesService, OwningUpService],
  exports: [MistakeDesk],
})
export class MistakesModule {}
