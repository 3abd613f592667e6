import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { CoachingSessionEntity } from './coaching-session.entity.js';
import { CoachingService } from './coaching.service.js';
import { ComplaintDesk } from './complaint-desk.js';
import { ComplaintEntity } from './complaint.entity.js';
import { ComplaintsConsumer } from './complaints.consumer.js';
import { ComplaintsController } from './complaints.controller.js';
import { ComplaintsService } from './complaints.service.js';
import { IssueCategoryEntity, LossEntity, ProblemEntity } from './issue.entities.js';
import { LoggingService } from './logging.service.js';
import { Problems } from './problems.js';
import { ProblemsService } from './problems.service.js';

export const complaintsEntities: Type[] = [
  ComplaintEntity,
  CoachingSessionEntity,
  IssueCategoryEntity,
  LossEntity,
  ProblemEntity,
];

/** Complaints, coaching, and problems seen twice (QN-4, QN-11). */
@Module({
  imports: [NetworkModule],
  controllers: [ComplaintsController],
  providers: [
    ...[ComplaintDesk, ComplaintsService, LoggingService, CoachingService],
    ...[Problems, ProblemsService, ComplaintsConsumer],
  ],
})
export class ComplaintsModule {}
