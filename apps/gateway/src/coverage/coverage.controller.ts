import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  CalendarSpan,
  changeCoverage,
  CoverageChange,
  CoverageFilter,
  getCoverage,
  listCoverages,
  previewCalendar,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services, staff } from '../http/index.js';

@ApiTags('Coverage')
@Controller()
export class CoverageController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List who covers which placement',
    rules: ['CS-1', 'CS-7', 'CS-9'],
    roles: members,
    answer: listCoverages,
  })
  @Get('coverages')
  list(@Caller() caller: Caller, @Query({ schema: CoverageFilter }) filter: z.output<typeof CoverageFilter>) {
    return this.services.ask(caller, listCoverages, filter);
  }

  @Endpoint({
    summary: 'See when a placement is covered, by whom, and where its client reads',
    description: 'Service hours, shifts and terms of its contract today, the channel, and who stands in during breaks.',
    rules: ['CS-1', 'CS-3', 'CS-7', 'CS-9'],
    roles: members,
    of: 'placement',
    answer: getCoverage,
  })
  @Get('placements/:id/coverage')
  get(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, getCoverage, { placementId });
  }

  @Endpoint({
    summary: 'Name who stands in during breaks, or the channel of the client',
    description: "The channel is the contract's until it is set here.",
    rules: ['CS-3', 'CS-9'],
    roles: staff,
    of: 'placement',
    answer: changeCoverage,
    examples: { request: { coveringId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', channel: 'email' } },
    errors: [
      invalidField(
        'communication.no-such-colleague',
        'change.coveringId',
        'must be the account of a colleague who can stand in',
        'CS-3',
      ),
    ],
  })
  @Patch('placements/:id/coverage')
  change(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @IfMatch() version: number,
    @Body({ schema: CoverageChange }) change: z.output<typeof CoverageChange>,
  ) {
    return this.services.ask(caller, changeCoverage, { placementId, version, change });
  }

  @Endpoint({
    summary: "Look at a placement's service calendar",
    description: 'Which stretches of each day count, as the calendar stands now.',
    rules: ['CS-7'],
    roles: members,
    of: 'placement',
    answer: previewCalendar,
    errors: [
      invalidField('communication.bad-span', 'to', 'must be a day from 2026-03-02 on, 366 days in all at most', 'CS-7'),
    ],
  })
  @Get('placements/:id/calendar')
  calendar(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Query({ schema: CalendarSpan }) span: z.output<typeof CalendarSpan>,
  ) {
    return this.services.ask(caller, previewCalendar, { placementId, ...span });
  }
}
