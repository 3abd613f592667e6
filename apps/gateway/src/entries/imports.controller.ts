import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { commitImport, getImport, NewImport, previewImport } from '#libs/contracts';
import { DomainError, invalid } from '#libs/errors';
import { Caller, Endpoint, MEGABYTE, PathId, Services, staff } from '../http/index.js';

/** A file of 10,000 rows is written row by row. */
const importTimeoutMs = 120_000;

@ApiTags('Hours')
@Controller()
export class ImportsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Preview an import of hours',
    description:
      'Takes the detailed CSV export of Toggl Track, Clockify or Harvest as the tool wrote it, and tells of each row what a commit would do. Nothing is written yet.',
    rules: ['TS-5'],
    roles: ['expert'],
    answer: previewImport,
    errors: [
      invalid(
        'timesheet.import-unknown-format',
        'The header is not that of a detailed export of Toggl Track, Clockify or Harvest.',
        { rule: 'TS-5' },
      ),
      invalid(
        'timesheet.import-date-order',
        'The dates can be read as month first or as day first: say which with dateOrder.',
        { rule: 'TS-5' },
      ),
      invalid('timesheet.import-several-people', 'The export holds hours of 3 people: say whose come in.', {
        rule: 'TS-5',
      }),
      new DomainError(
        'timesheet.import-too-many-rows',
        'too-large',
        'The export has more than 10,000 rows: export a shorter period.',
      ),
    ],
    bodyLimit: 6 * MEGABYTE,
  })
  @Post('boards/:id/imports')
  preview(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Body({ schema: NewImport }) file: z.output<typeof NewImport>,
  ) {
    return this.services.ask(caller, previewImport, { placementId, import: file }, importTimeoutMs);
  }

  @Endpoint({
    summary: 'Commit a previewed import',
    description: 'Adds the good rows; a second commit, or the same file previewed and committed anew, adds nothing.',
    rules: ['TS-5'],
    roles: ['expert'],
    answer: commitImport,
    status: 200,
  })
  @Post('imports/:id/commit')
  commit(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, commitImport, { id }, importTimeoutMs);
  }

  @Endpoint({
    summary: 'Read an import',
    description: 'Row by row, with line numbers and reasons.',
    rules: ['TS-5'],
    roles: ['client', 'expert', ...staff],
    answer: getImport,
  })
  @Get('imports/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getImport, { id });
  }
}
