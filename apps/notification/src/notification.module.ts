import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';

/** Who is told what, when and how (NT-1). */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'notification', entities: [] }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'notification' }),
  ],
  controllers: [manualClockController('notification')],
})
export class NotificationModule {}
