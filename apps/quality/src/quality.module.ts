import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { awardEntities, AwardModule } from './award/award.module.js';
import { casesEntities, CasesModule } from './cases/cases.module.js';
import { churnEntities, ChurnModule } from './churn/churn.module.js';
import { complaintsEntities, ComplaintsModule } from './complaints/complaints.module.js';
import { deliveriesEntities, DeliveriesModule } from './deliveries/deliveries.module.js';
import { helpEntities, HelpModule } from './help/help.module.js';
import { metricsEntities, MetricsModule } from './metrics/metrics.module.js';
import { networkEntities, NetworkModule } from './network/network.module.js';
import { npsEntities, NpsModule } from './nps/nps.module.js';
import { oneToOnesEntities, OneToOnesModule } from './one-to-ones/one-to-ones.module.js';
import { questionnairesEntities, QuestionnairesModule } from './questionnaires/questionnaires.module.js';
import { reportsEntities, ReportsModule } from './reports/reports.module.js';

const entities = [
  ...networkEntities,
  ...questionnairesEntities,
  ...npsEntities,
  ...casesEntities,
  ...complaintsEntities,
  ...deliveriesEntities,
  ...metricsEntities,
  ...awardEntities,
  ...oneToOnesEntities,
  ...helpEntities,
  ...churnEntities,
  ...reportsEntities,
];

/** What clients say of the work, what is delivered, and what follows from both. */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'quality', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'quality' }),
    NetworkModule,
    QuestionnairesModule,
    NpsModule,
    CasesModule,
    ComplaintsModule,
    DeliveriesModule,
    MetricsModule,
    AwardModule,
    OneToOnesModule,
    HelpModule,
    ChurnModule,
    ReportsModule,
  ],
  controllers: [manualClockController('quality')],
})
export class QualityModule {}
