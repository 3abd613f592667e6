import { Module } from '@nestjs/common';
import { EntriesController } from '../entries/entries.controller.js';
import { ImportsController } from '../entries/imports.controller.js';
import { SheetsController } from '../sheets/sheets.controller.js';
import { BoardsController } from './boards.controller.js';

/** From a task to an approved hour: what timesheet answers. */
@Module({ controllers: [BoardsController, EntriesController, ImportsController, SheetsController] })
export class WorkModule {}
