import { Module, type Type } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { MistakesModule } from '../mistakes/mistakes.module.js';
import { ShiftsModule } from '../shifts/shifts.module.js';
import { AttentionController } from './attention.controller.js';
import { AttentionService } from './attention.service.js';

export const attentionEntities: Type[] = [];

/** What needs somebody now: the account executive's board. */
@Module({
  imports: [ClocksModule, MistakesModule, ShiftsModule],
  controllers: [AttentionController],
  providers: [AttentionService],
})
export class AttentionModule {}
