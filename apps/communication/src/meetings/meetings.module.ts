import { Module, type Type } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { WorkModule } from '../questions/work.module.js';
import { HoldingService } from './holding.service.js';
import { MeetingDesk } from './meeting-desk.js';
import { MeetingEntity } from './meeting.entity.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsService } from './meetings.service.js';
import { PlanningService } from './planning.service.js';

export const meetingsEntities: Type[] = [MeetingEntity];

/** Meetings and their follow-ups (CS-11). */
@Module({
  imports: [CoverageModule, WorkModule],
  controllers: [MeetingsController],
  providers: [MeetingDesk, MeetingsService, PlanningService, HoldingService],
})
export class MeetingsModule {}
