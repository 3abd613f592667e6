import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  checkIn,
  endBreak,
  getShift,
  giveUpdate,
  listShifts,
  NewBreak,
  NewUpdate,
  ShiftFilter,
  startBreak,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services } from '../http/index.js';
import { noPlacement } from '../questions/refusals.js';

const refused = (code: string, rule: string, detail: string, facts = {}) =>
  conflict(`communication.${code}`, detail, { rule, facts });
const tooEarly = refused('too-early', 'CS-1', 'The shift can be joined 60 minutes before it begins.', {
  opensAt: '2026-03-02T08:00:00.000Z',
});
const over = refused('shift-over', 'CS-1', 'The shift is over.');
const suspended = refused('shift-suspended', 'CS-1', 'The shift is suspended: nobody is expected.');
const notPresent = refused('not-present', 'CS-3', 'A break begins when the expert is there; the shift is expected.', {
  state: 'expected',
});
const noBreak = refused('no-break', 'CS-3', 'There is no break to come back from.');

@ApiTags('Shifts')
@Controller('shifts')
export class ShiftsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List shifts',
    description: 'With their hourly updates and breaks.',
    rules: ['CS-1', 'CS-2', 'CS-3'],
    roles: members,
    answer: listShifts,
    errors: [noPlacement],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ShiftFilter }) filter: z.output<typeof ShiftFilter>) {
    return this.services.ask(caller, listShifts, filter);
  }

  @Endpoint({ summary: 'Read a shift', rules: ['CS-1', 'CS-2', 'CS-3'], roles: members, of: 'shift', answer: getShift })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getShift, { id });
  }

  @Endpoint({
    summary: 'Check in to a shift',
    description: 'From 60 minutes before it starts. A second time changes nothing.',
    rules: ['CS-1'],
    roles: ['expert'],
    of: 'shift',
    answer: checkIn,
    status: 200,
    errors: [tooEarly, over, suspended],
  })
  @Post(':id/check-in')
  checkIn(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, checkIn, { id });
  }

  @Endpoint({
    summary: 'Give the update of the hour',
    description:
      'Any text counts. Before the check-in it counts as that too. A missed one is never a strike and never conduct.',
    rules: ['CS-2'],
    roles: ['expert'],
    of: 'shift',
    answer: giveUpdate,
    examples: { request: { text: 'Status: Discussing tasks with my client.' } },
    errors: [tooEarly, over, suspended],
  })
  @Post(':id/updates')
  update(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewUpdate }) update: z.output<typeof NewUpdate>,
  ) {
    return this.services.ask(caller, giveUpdate, { id, ...update });
  }

  @Endpoint({
    summary: 'Be right back',
    description:
      'Open questions move to who stands in until the expert is back: a break pauses duties of presence, never the clock of a client.',
    rules: ['CS-3'],
    roles: ['expert'],
    of: 'shift',
    answer: startBreak,
    examples: { request: { expectedMinutes: 20 } },
    errors: [notPresent],
  })
  @Post(':id/breaks')
  startBreak(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewBreak }) brb: z.output<typeof NewBreak>,
  ) {
    return this.services.ask(caller, startBreak, { id, ...brb });
  }

  @Endpoint({
    summary: 'Be back from a break',
    rules: ['CS-3'],
    roles: ['expert'],
    of: 'shift',
    answer: endBreak,
    status: 200,
    errors: [noBreak],
  })
  @Post(':id/return')
  endBreak(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, endBreak, { id });
  }
}
