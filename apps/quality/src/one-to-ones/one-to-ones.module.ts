import { Module, type Type } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { NetworkModule } from '../network/network.module.js';
import { CadenceEntity } from './cadence.entity.js';
import { CadenceTimers } from './cadence.timers.js';
import { CadencesConsumer } from './cadences.consumer.js';
import { Cadences } from './cadences.js';
import { HoldingService } from './holding.service.js';
import { MeetingsConsumer } from './meetings.consumer.js';
import { OneToOneEntity } from './one-to-one.entity.js';
import { OneToOneDesk } from './one-to-one-desk.js';
import { OneToOneMeetingEntity } from './one-to-one-meeting.entity.js';
import { OneToOneSummaries } from './one-to-one-summary.js';
import { OneToOnesController } from './one-to-ones.controller.js';
import { OneToOnesService } from './one-to-ones.service.js';
import { Talks } from './talks.js';

export const oneToOnesEntities: Type[] = [CadenceEntity, OneToOneEntity, OneToOneMeetingEntity];

/** One-to-ones: due by the contract, held, or visibly missed (QN-7). */
@Module({
  imports: [NetworkModule, DeliveriesModule],
  controllers: [OneToOnesController],
  providers: [
    OneToOneDesk,
    Cadences,
    CadenceTimers,
    CadencesConsumer,
    Talks,
    MeetingsConsumer,
    HoldingService,
    OneToOnesService,
    OneToOneSummaries,
  ],
})
export class OneToOnesModule {}
