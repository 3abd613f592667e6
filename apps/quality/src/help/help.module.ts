import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { AttendanceService } from './attendance.service.js';
import { EnglishConsumer } from './english.consumer.js';
import { EnglishDesk } from './english-desk.js';
import { EnglishService } from './english.service.js';
import { EnglishSessionEntity } from './english-session.entity.js';
import { HelpController } from './help.controller.js';
import { TipEntity } from './tip.entity.js';
import { TipsService } from './tips.service.js';

export const helpEntities: Type[] = [EnglishSessionEntity, TipEntity];

/** English sessions and tips: help, not discipline (QN-9). */
@Module({
  imports: [NetworkModule],
  controllers: [HelpController],
  providers: [EnglishDesk, EnglishConsumer, EnglishService, AttendanceService, TipsService],
})
export class HelpModule {}
