import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { commitImport, getImport, NewImport, previewImport } from '#libs/contracts';
import { DomainError, invalid } from '#libs/errors';
import { Caller, Endpoint, MEGABYTE, PathId, Services, staff } from '../http/index.js';

/** Seconds for 10,000 rows, with room for a busy machine. */
const importTimeoutMs = 120_000;
const tooLarge = (code: string, detail: string) => new DomainError(code, 'too-large', detail, { rule: 'TS-5' });

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
      invalid('timesheet.import-not-text', 'The file is not text in UTF-8 or UTF-16: export it again as CSV.', {
        rule: 'TS-5',
      }),
      tooLarge('timesheet.import-too-large', 'A file may have up to 5 MB.'),
      tooLarge('timesheet.import-too-many-rows', 'A file may have up to 10000 rows: export a shorter period.'),
    ],
    bodyLimit: 6 * MEGABYTE,
    examples: {
      request: {
        file: 'Date,Client,Project,Task,Notes,Hours\n2026-03-02,Blue Heron,Storefront,Checkout,Basket total,1.5\n',
      },
    },
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
    description: 'Row by row, with line numbers and reasons. Not for the client: an export also holds work for others.',
    rules: ['TS-5'],
    roles: ['expert', ...staff],
    answer: getImport,
  })
  @Get('imports/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getImport, { id });
  }
}
