import { Module, type Type } from '@nestjs/common';
import { ChangeEntity, History } from '#libs/history';
import { CalendarEntity } from './calendar.entity.js';
import { CalendarService } from './calendar.service.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageEntity } from './coverage.entity.js';
import { CoverageService } from './coverage.service.js';
import { CoverageChanges } from './coverage-changes.js';
import { CoverageTermsEntity } from './coverage-terms.entity.js';
import { Coverages } from './coverages.js';
import { DayOffEntity } from './day-off.entity.js';
import { DaysOffService } from './days-off.service.js';
import { PeopleConsumer } from './people.consumer.js';
import { PlacementsConsumer } from './placements.consumer.js';
import { TermsInForce } from './terms-in-force.js';

export const coverageEntities: Type[] = [
  CoverageEntity,
  CoverageTermsEntity,
  CalendarEntity,
  DayOffEntity,
  ChangeEntity,
];

/** Who answers a placement, when and where (CS-1, CS-7, CS-9). */
@Module({
  controllers: [CoverageController],
  providers: [
    Coverages,
    CoverageChanges,
    TermsInForce,
    PlacementsConsumer,
    PeopleConsumer,
    CoverageService,
    DaysOffService,
    CalendarService,
    History,
  ],
  exports: [Coverages, CoverageChanges, History],
})
export class CoverageModule {}
