import { Module } from '@nestjs/common';
import { QuestionnairePageModule } from '../questionnaire-page/questionnaire-page.module.js';
import { QuestionnairePolicyController } from './questionnaire-policy.controller.js';
import { QuestionnairesController } from './questionnaires.controller.js';

@Module({
  imports: [QuestionnairePageModule],
  controllers: [QuestionnairesController, QuestionnairePolicyController],
})
export class QuestionnairesModule {}
