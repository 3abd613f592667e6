import { Controller } from '@nestjs/common';
import {
  answerQuestion,
  askBack,
  askQuestion,
  checkQuestion,
  closeQuestion,
  getQuestion,
  listQuestions,
  reopenQuestion,
  replyToQuestion,
  researchQuestion,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AnswersService } from './answers.service.js';
import { AskingService } from './asking.service.js';
import { ClosingService } from './closing.service.js';
import { QuestionsService } from './questions.service.js';
import { RepliesService } from './replies.service.js';

@Controller()
export class QuestionsController {
  constructor(
    private readonly questions: QuestionsService,
    private readonly asking: AskingService,
    private readonly answers: AnswersService,
    private readonly replies: RepliesService,
    private readonly closing: ClosingService,
  ) {}

  @Rpc(listQuestions)
  list({ actor, input }: Call<typeof listQuestions>) {
    return this.questions.list(actor, input);
  }

  @Rpc(getQuestion)
  get({ actor, input }: Call<typeof getQuestion>) {
    return this.questions.get(actor, input.id);
  }

  @Rpc(askQuestion)
  ask(call: Call<typeof askQuestion>) {
    return this.asking.ask(call);
  }

  @Rpc(answerQuestion)
  answer(call: Call<typeof answerQuestion>) {
    return this.answers.answer(call);
  }

  @Rpc(checkQuestion)
  check(call: Call<typeof checkQuestion>) {
    return this.answers.check(call);
  }

  @Rpc(researchQuestion)
  research(call: Call<typeof researchQuestion>) {
    return this.answers.research(call);
  }

  @Rpc(askBack)
  askBack(call: Call<typeof askBack>) {
    return this.answers.askBack(call);
  }

  @Rpc(replyToQuestion)
  reply(call: Call<typeof replyToQuestion>) {
    return this.replies.reply(call);
  }

  @Rpc(reopenQuestion)
  reopen(call: Call<typeof reopenQuestion>) {
    return this.replies.reopen(call);
  }

  @Rpc(closeQuestion)
  close(call: Call<typeof closeQuestion>) {
    return this.closing.close(call);
  }
}
