import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ConductLadders, getConductLadders, setConductLadders } from '#libs/contracts';
import { Caller, Endpoint, IfMatch, Services, staff } from '../http/index.js';

const atOnce = { chances: 0, coaching: false, appealDays: 14 };
const twoChances = { ...atOnce, chances: 2 };

@ApiTags('Conduct')
@Controller('conduct-ladders')
export class LaddersController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the ladders of conduct',
    description: 'How many recorded chances come before a termination can be proposed, by category.',
    rules: ['PL-14'],
    roles: ['expert', ...staff],
    answer: getConductLadders,
  })
  @Get()
  get(@Caller() caller: Caller) {
    return this.services.ask(caller, getConductLadders, {});
  }

  @Endpoint({
    summary: 'Change the ladders of conduct',
    description: 'Proposals made from now on go by them.',
    rules: ['PL-14'],
    roles: ['admin'],
    answer: setConductLadders,
    examples: {
      request: {
        'refusing-ownership': twoChances,
        'excessive-secret-breaks': twoChances,
        'bad-attitude-or-rumours': twoChances,
        'policy-breach': { chances: 3, coaching: true, appealDays: 14 },
        'insensitive-remark': atOnce,
        'off-network-work': atOnce,
      },
    },
  })
  @Put()
  set(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: ConductLadders }) ladders: z.output<typeof ConductLadders>,
  ) {
    return this.services.ask(caller, setConductLadders, { version, ladders });
  }
}
