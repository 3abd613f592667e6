import { Module } from '@nestjs/common';
import { QuestionnairePolicyController } from './questionnaire-policy.controller.js';
import { QuestionnairesController } from './questionnaires.controller.js';

@Module({ controllers: [QuestionnairesController, QuestionnairePolicyController] })
export class QuestionnairesModule {}
