import { Controller } from '@nestjs/common';
import { requireRole, staff } from '#libs/access';
import {
  answerQuestionnaire,
  getQuestionnaire,
  getQuestionnairePolicy,
  listQuestionnaires,
  setQuestionnairePolicy,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AnsweringService } from './answering.service.js';
import { QuestionnairePolicy } from './questionnaire-policy.js';
import { QuestionnairesService } from './questionnaires.service.js';

@Controller()
export class QuestionnairesController {
  constructor(
    private readonly questionnaires: QuestionnairesService,
    private readonly answering: AnsweringService,
    private readonly policy: QuestionnairePolicy,
  ) {}

  @Rpc(listQuestionnaires)
  list({ actor, input }: Call<typeof listQuestionnaires>) {
    return this.questionnaires.list(actor, input);
  }

  @Rpc(getQuestionnaire)
  get({ actor, input }: Call<typeof getQuestionnaire>) {
    return this.questionnaires.get(actor, input.id);
  }

  @Rpc(answerQuestionnaire)
  answer(call: Call<typeof answerQuestionnaire>) {
    return this.answering.answer(call);
  }

  @Rpc(getQuestionnairePolicy)
  getPolicy({ actor }: Call<typeof getQuestionnairePolicy>) {
    requireRole(actor, ...staff);
    return this.policy.get();
  }

  @Rpc(setQuestionnairePolicy)
  setPolicy(call: Call<typeof setQuestionnairePolicy>) {
    return this.policy.set(call);
  }
}
