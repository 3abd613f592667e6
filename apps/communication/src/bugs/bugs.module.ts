import { Module, type Type } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { WorkModule } from '../questions/work.module.js';
import { SignsModule } from '../shifts/signs.module.js';
import { BugDesk } from './bug-desk.js';
import { BugEntity } from './bug.entity.js';
import { BugStepsService } from './bug-steps.service.js';
import { BugsController } from './bugs.controller.js';
import { BugsService } from './bugs.service.js';
import { FixPromise } from './fix-promise.js';
import { ReportingService } from './reporting.service.js';

export const bugsEntities: Type[] = [BugEntity];

/** Bugs and their fixes (CS-6). */
@Module({
  imports: [CoverageModule, ClocksModule, SignsModule, WorkModule],
  controllers: [BugsController],
  providers: [BugDesk, FixPromise, BugsService, ReportingService, BugStepsService],
})
export class BugsModule {}
