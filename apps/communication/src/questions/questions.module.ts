import { Module, type Type } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module.js';
import { CoverageModule } from '../coverage/coverage.module.js';
import { SignsModule } from '../shifts/signs.module.js';
import { AnswersService } from './answers.service.js';
import { AskingService } from './asking.service.js';
import { ChannelsController } from './channels.controller.js';
import { ClosingService } from './closing.service.js';
import { CommunityService } from './community.service.js';
import { QuestionsHandOver } from './hand-over.service.js';
import { InboundService } from './inbound.service.js';
import { MessageEntity } from './message.entity.js';
import { OwedAfterPause } from './owed-after-pause.js';
import { QuestionDesk } from './question-desk.js';
import { QuestionPromises } from './question-promises.js';
import { QuestionEntity } from './question.entity.js';
import { QuestionsController } from './questions.controller.js';
import { QuestionsService } from './questions.service.js';
import { RepliesService } from './replies.service.js';
import { Threads } from './threads.js';
import { WorkModule } from './work.module.js';

export const questionsEntities: Type[] = [QuestionEntity, MessageEntity];

/** Questions and their answers (CS-4, CS-5). */
@Module({
  imports: [CoverageModule, ClocksModule, SignsModule, WorkModule],
  controllers: [QuestionsController, ChannelsController],
  providers: [
    QuestionDesk,
    QuestionPromises,
    QuestionsService,
    AskingService,
    AnswersService,
    RepliesService,
    ClosingService,
    InboundService,
    Threads,
    CommunityService,
    QuestionsHandOver,
    OwedAfterPause,
  ],
  exports: [QuestionsHandOver, WorkModule],
})
export class QuestionsModule {}
