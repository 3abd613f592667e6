import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { attentionEntities, AttentionModule } from './attention/attention.module.js';
import { bugsEntities, BugsModule } from './bugs/bugs.module.js';
import { clocksEntities, ClocksModule } from './clocks/clocks.module.js';
import { coverageEntities, CoverageModule } from './coverage/coverage.module.js';
import { meetingsEntities, MeetingsModule } from './meetings/meetings.module.js';
import { mistakesEntities, MistakesModule } from './mistakes/mistakes.module.js';
import { plainLanguageEntities, PlainLanguageModule } from './plain-language/plain-language.module.js';
import { questionsEntities, QuestionsModule } from './questions/questions.module.js';
import { shiftsEntities, ShiftsModule } from './shifts/shifts.module.js';

const entities = [
  ...coverageEntities,
  ...clocksEntities,
  ...questionsEntities,
  ...bugsEntities,
  ...mistakesEntities,
  ...shiftsEntities,
  ...plainLanguageEntities,
  ...meetingsEntities,
  ...attentionEntities,
];

/** What is promised to clients, and whether it is kept. */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'communication', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'communication' }),
    CoverageModule,
    ClocksModule,
    QuestionsModule,
    BugsModule,
    MistakesModule,
    ShiftsModule,
    PlainLanguageModule,
    MeetingsModule,
    AttentionModule,
  ],
  controllers: [manualClockController('communication')],
})
export class CommunicationModule {}
