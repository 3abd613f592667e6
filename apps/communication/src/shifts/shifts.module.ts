import { Module, type Type } from '@nestjs/common';
import { CoverageModule } from '../coverage/coverage.module.js';
import { QuestionsModule } from '../questions/questions.module.js';
import { AttendanceService } from './attendance.service.js';
import { BreakCover } from './break-cover.js';
import { PresenceFactEntity } from './presence-fact.entity.js';
import { PresenceFacts } from './presence-facts.js';
import { PresenceTalkEntity } from './presence-talk.entity.js';
import { ShiftBreakEntity } from './shift-break.entity.js';
import { ShiftKeeper } from './shift-keeper.js';
import { ShiftPlanner } from './shift-planner.js';
import { ShiftTeller } from './shift-teller.js';
import { ShiftUpdateEntity } from './shift-update.entity.js';
import { ShiftEntity } from './shift.entity.js';
import { ShiftsController } from './shifts.controller.js';
import { ShiftsService } from './shifts.service.js';
import { SignsModule } from './signs.module.js';

export const shiftsEntities: Type[] = [
  ShiftEntity,
  ShiftUpdateEntity,
  ShiftBreakEntity,
  PresenceFactEntity,
  PresenceTalkEntity,
];

/** Shifts, updates, breaks and silence (CS-1 to CS-3). */
@Module({
  imports: [CoverageModule, QuestionsModule, SignsModule],
  controllers: [ShiftsController],
  providers: [ShiftPlanner, ShiftKeeper, ShiftTeller, BreakCover, AttendanceService, ShiftsService, PresenceFacts],
  exports: [ShiftPlanner, PresenceFacts],
})
export class ShiftsModule {}
