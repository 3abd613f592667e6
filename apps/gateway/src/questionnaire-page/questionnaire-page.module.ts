import { Module } from '@nestjs/common';
import { QuestionnaireLinks } from './questionnaire-links.js';
import { QuestionnairePageController } from './questionnaire-page.controller.js';

@Module({
  controllers: [QuestionnairePageController],
  providers: [QuestionnaireLinks],
  exports: [QuestionnaireLinks],
})
export class QuestionnairePageModule {}
