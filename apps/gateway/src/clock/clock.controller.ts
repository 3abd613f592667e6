import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { conflict, invalid } from '#libs/errors';
import { Caller, Endpoint } from '../http/index.js';
import { Time, TimeChange } from './clock.dto.js';
import { ManualClocks } from './manual-clock.js';

@ApiTags('Clock')
@Controller('clock')
export class ClockController {
  constructor(private readonly clocks: ManualClocks) {}

  @Endpoint({
    summary: 'Read the manual clock',
    description: 'Only with SHORELINE_CLOCK=manual, for demonstrations and tests; absent in production.',
    roles: ['admin'],
    answer: Time,
  })
  @Get()
  read(@Caller() caller: Caller): Promise<Time> {
    return this.clocks.read(caller);
  }

  @Endpoint({
    summary: 'Move time forward',
    description:
      'Moves all services through every due instant on the way and answers when all is quiet. A quarter of a year may take a minute.',
    roles: ['admin'],
    answer: Time,
    errors: [
      invalid('clock.backwards', 'It is 2026-03-02T09:00:00.000Z, and time only moves forward.'),
      conflict('clock.moving', 'Time is being moved already; wait until that is done.'),
    ],
  })
  @Put()
  move(@Caller() caller: Caller, @Body({ schema: TimeChange }) { now }: TimeChange): Promise<Time> {
    return this.clocks.move(caller, new Date(now));
  }
}
