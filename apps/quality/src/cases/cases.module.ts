import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { CaseDesk } from './case-desk.js';
import { CaseSteps } from './case-steps.service.js';
import { CaseEntity } from './case.entity.js';
import { CaseTimers } from './case.timers.js';
import { CasesController } from './cases.controller.js';
import { Cases } from './cases.js';
import { CasesService } from './cases.service.js';

export const casesEntities: Type[] = [CaseEntity];

/** Cases: answered in time, closed with root cause and action (QN-3, QN-6). */
@Module({
  imports: [NetworkModule],
  controllers: [CasesController],
  providers: [Cases, CaseDesk, CasesService, CaseSteps, CaseTimers],
  exports: [Cases],
})
export class CasesModule {}
