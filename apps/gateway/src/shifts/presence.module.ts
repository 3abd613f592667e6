import { Module } from '@nestjs/common';
import { CoverageController } from '../coverage/coverage.controller.js';
import { DaysOffController } from '../coverage/days-off.controller.js';
import { MeetingsController } from '../meetings/meetings.controller.js';
import { GlossaryController } from '../plain-language/glossary.controller.js';
import { PresenceFactsController } from './presence-facts.controller.js';
import { ShiftsController } from './shifts.controller.js';

/** Who is there for a client, when, and in which words. */
@Module({
  controllers: [
    CoverageController,
    DaysOffController,
    ShiftsController,
    PresenceFactsController,
    MeetingsController,
    GlossaryController,
  ],
})
export class PresenceModule {}
