import { Module } from '@nestjs/common';
import { AwardModule } from '../award/award.module.js';
import { CasesModule } from '../cases/cases.module.js';
import { ChurnModule } from '../churn/churn.module.js';
import { ComplaintsModule } from '../complaints/complaints.module.js';
import { ConductModule } from '../conduct/conduct.module.js';
import { HelpModule } from '../help/help.module.js';
import { LostClientsModule } from '../lost-clients/lost-clients.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { NpsModule } from '../nps/nps.module.js';
import { OneToOnesModule } from '../one-to-ones/one-to-ones.module.js';
import { QuestionnairePageModule } from '../questionnaire-page/questionnaire-page.module.js';
import { QuestionnairesModule } from '../questionnaires/questionnaires.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SituationsModule } from '../situations/situations.module.js';

/** What clients say, what is delivered, and what follows from both. */
@Module({
  imports: [
    LostClientsModule,
    ConductModule,
    SituationsModule,
    QuestionnairesModule,
    QuestionnairePageModule,
    NpsModule,
    CasesModule,
    ComplaintsModule,
    MetricsModule,
    AwardModule,
    OneToOnesModule,
    HelpModule,
    ChurnModule,
    ReportsModule,
  ],
})
export class QualityModule {}
