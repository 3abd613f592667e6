import { Module } from '@nestjs/common';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { BoardEntity } from './boards/board.entity.js';
import { BoardsController } from './boards/boards.controller.js';
import { BoardsService } from './boards/boards.service.js';
import { PlacementsConsumer } from './boards/placements.consumer.js';
import { CorrectionsService } from './entries/corrections.service.js';
import { EntriesController } from './entries/entries.controller.js';
import { EntriesService } from './entries/entries.service.js';
import { EntryEntity } from './entries/entry.entity.js';
import { EntryWriter } from './entries/entry-writer.js';
import { RunningTimerService } from './entries/running-timer.service.js';
import { ImportController } from './import/import.controller.js';
import { ImportEntity } from './import/import.entity.js';
import { ImportRunner } from './import/import-runner.js';
import { ImportService } from './import/import.service.js';
import { PlanEntity } from './plans/plan.entity.js';
import { Plans } from './plans/plans.js';
import { DecisionsService } from './sheets/decisions.service.js';
import { DisputesService } from './sheets/disputes.service.js';
import { ReviewService } from './sheets/review.service.js';
import { SettledConsumer } from './sheets/settled.consumer.js';
import { SheetEntity } from './sheets/sheet.entity.js';
import { SheetsController } from './sheets/sheets.controller.js';
import { SheetsService } from './sheets/sheets.service.js';
import { SheetsTimers } from './sheets/sheets.timers.js';
import { SubmissionService } from './sheets/submission.service.js';
import { ActualsService } from './tasks/actuals.service.js';
import { SprintsService } from './tasks/sprints.service.js';
import { TaskEntity } from './tasks/task.entity.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TasksService } from './tasks/tasks.service.js';
import { WorkRequestsConsumer } from './tasks/work-requests.consumer.js';

const entities = [BoardEntity, PlanEntity, TaskEntity, SheetEntity, EntryEntity, ImportEntity];

/** Boards, sprints, hours and their approval. */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'timesheet', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'timesheet' }),
  ],
  controllers: [
    BoardsController,
    TasksController,
    EntriesController,
    ImportController,
    SheetsController,
    manualClockController('timesheet'),
  ],
  providers: [
    BoardsService,
    PlacementsConsumer,
    Plans,
    TasksService,
    WorkRequestsConsumer,
    ActualsService,
    SprintsService,
    EntriesService,
    EntryWriter,
    RunningTimerService,
    CorrectionsService,
    ImportService,
    ImportRunner,
    SheetsService,
    SubmissionService,
    DecisionsService,
    ReviewService,
    DisputesService,
    SheetsTimers,
    SettledConsumer,
  ],
})
export class TimesheetModule {}
