import { Module, type Type } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { NetworkModule } from '../network/network.module.js';
import { NpsModule } from '../nps/nps.module.js';
import { AnswerEffects } from './answer-effects.js';
import { AnsweringService } from './answering.service.js';
import { AskingTimer } from './asking-timer.js';
import { AskingConsumer } from './asking.consumer.js';
import { Detractors } from './detractors.js';
import { Letters } from './letters.js';
import { QuestionnaireDesk } from './questionnaire-desk.js';
import { QuestionnairePolicy } from './questionnaire-policy.js';
import { QuestionnaireAnswerEntity, QuestionnaireEntity, QuestionnaireItemEntity } from './questionnaire.entity.js';
import { QuestionnairesController } from './questionnaires.controller.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { SendingService } from './sending.service.js';

export const questionnairesEntities: Type[] = [QuestionnaireEntity, QuestionnaireItemEntity, QuestionnaireAnswerEntity];

/** How the week was, asked once a week and answered by the client alone (QN-1, QN-3). */
@Module({
  imports: [NetworkModule, NpsModule, CasesModule, DeliveriesModule],
  controllers: [QuestionnairesController],
  providers: [
    ...[AskingConsumer, AskingTimer, SendingService, Letters, QuestionnairePolicy],
    ...[QuestionnaireDesk, QuestionnairesService, AnsweringService, AnswerEffects, Detractors],
  ],
})
export class QuestionnairesModule {}
