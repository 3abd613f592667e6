import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { addDaysOff, HolidayPreview, listDaysOff, NewDaysOff, previewHolidays, removeDayOff } from '#libs/contracts';
import { forbidden, invalidField, notFound } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services, staff } from '../http/index.js';
import { notRunning } from '../questions/refusals.js';

const DayOffPath = z.object({ id: z.uuid(), dayOffId: z.uuid() });
const byStaff = forbidden('communication.days-off-by-staff', 'An expert edits its own leave; the rest is for staff.', {
  rule: 'CS-1',
});
const DayOffRemoval = removeDayOff.input.pick({ reason: true }).meta({ id: 'DayOffRemoval' });

@ApiTags('Coverage')
@Controller()
export class DaysOffController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: "List a placement's days off",
    rules: ['CS-1', 'CS-7'],
    roles: members,
    of: 'placement',
    answer: listDaysOff,
  })
  @Get('placements/:id/days-off')
  list(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, listDaysOff, { placementId });
  }

  @Endpoint({
    summary: 'Add days off',
    description:
      'A holiday suspends the shift, and clocks that start after it was added do not count it; those that run keep the calendar they started with. Leave suspends the shift only. An expert adds its own leave.',
    rules: ['CS-1', 'CS-7'],
    roles: ['expert', ...staff],
    of: 'placement',
    answer: addDaysOff,
    examples: { request: { kind: 'holiday', name: 'Whit Monday', days: ['2026-05-25'] } },
    errors: [notRunning, byStaff],
  })
  @Post('placements/:id/days-off')
  add(
    @Caller() caller: Caller,
    @PathId() placementId: string,
    @Body({ schema: NewDaysOff }) days: z.output<typeof NewDaysOff>,
  ) {
    return this.services.ask(caller, addDaysOff, { placementId, ...days });
  }

  @Endpoint({
    summary: 'Take a day off back',
    rules: ['CS-1', 'CS-7'],
    roles: ['expert', ...staff],
    of: 'placement',
    answer: removeDayOff,
    status: 200,
    examples: { request: { reason: 'The trip was put off' } },
    errors: [
      notRunning,
      byStaff,
      notFound('communication.no-such-day-off', 'There is no such day off.', { rule: 'CS-1' }),
    ],
  })
  @Post('placements/:id/days-off/:dayOffId/removal')
  remove(
    @Caller() caller: Caller,
    @Param({ schema: DayOffPath }) path: z.output<typeof DayOffPath>,
    @Body({ schema: DayOffRemoval }) { reason }: z.output<typeof DayOffRemoval>,
  ) {
    return this.services.ask(caller, removeDayOff, { placementId: path.id, id: path.dayOffId, reason });
  }

  @Endpoint({
    summary: 'Look up public holidays',
    description: 'Of a country, or of a region of it, in a year: to look at before they are added to a placement.',
    rules: ['CS-7'],
    roles: members,
    answer: previewHolidays,
    errors: [
      invalidField('communication.no-such-country', 'country', 'has no holidays that are known here'),
      invalidField('communication.no-such-region', 'region', 'must be one of BB, BE, BW, BY'),
    ],
  })
  @Get('holidays')
  holidays(@Caller() caller: Caller, @Query({ schema: HolidayPreview }) of: z.output<typeof HolidayPreview>) {
    return this.services.ask(caller, previewHolidays, of);
  }
}
