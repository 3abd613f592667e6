import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { loadNotificationConfig, NOTIFICATION_CONFIG } from './config.js';
import { DirectoryConsumer } from './directory/directory.consumer.js';
import { directoryEntities } from './directory/directory.entities.js';
import { Recipients } from './directory/recipients.js';
import { KeptMailController } from './mail/kept-mail.controller.js';
import { KeptMailEntity } from './mail/kept-mail.entity.js';
import { PostOffice } from './mail/post-office.js';
import { DeliveryPlans } from './notices/delivery-plans.js';
import { Digests } from './notices/digests.js';
import { NoticeEntity } from './notices/notice.entity.js';
import { NoticeWriter } from './notices/notice-writer.js';
import { NoticesConsumer } from './notices/notices.consumer.js';
import { NoticesController } from './notices/notices.controller.js';
import { NoticesService } from './notices/notices.service.js';
import { Outcomes } from './notices/outcomes.js';
import { Overtaken } from './notices/overtaken.js';
import { Sending } from './notices/sending.js';
import { PreferencesController } from './preferences/preferences.controller.js';
import { PreferencesEntity } from './preferences/preferences.entity.js';
import { PreferencesService } from './preferences/preferences.service.js';
import { TemplatesController } from './templates/templates.controller.js';

const entities = [...directoryEntities, PreferencesEntity, NoticeEntity, KeptMailEntity];

/** Who is told what, when and how (NT-1). */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'notification', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'notification' }),
  ],
  controllers: [
    NoticesController,
    PreferencesController,
    TemplatesController,
    KeptMailController,
    manualClockController('notification'),
  ],
  providers: [
    { provide: NOTIFICATION_CONFIG, useFactory: loadNotificationConfig },
    // In this order: an event is learnt from before anybody is told of it.
    DirectoryConsumer,
    NoticesConsumer,
    NoticeWriter,
    Overtaken,
    Recipients,
    DeliveryPlans,
    Sending,
    Outcomes,
    Digests,
    PostOffice,
    NoticesService,
    PreferencesService,
  ],
})
export class NotificationModule {}
