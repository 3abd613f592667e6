import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { getTip, giveTip, listTips, NewTip, readTip, TipFilter } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const readers = ['expert', ...staff] as const;

@ApiTags('Help')
@Controller('tips')
export class TipsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List tips',
    description: 'For the expert and for whoever looks after it. Help, not discipline: a tip is a ground for nothing.',
    rules: ['QN-9'],
    roles: readers,
    answer: listTips,
    errors: [notYours('placement')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: TipFilter }) filter: z.output<typeof TipFilter>) {
    return this.services.ask(caller, listTips, filter);
  }

  @Endpoint({
    summary: 'Give an expert a tip',
    description:
      'A record of help, not of discipline. It can never be used as a ground for a strike, a conduct record, a termination or anything else.',
    rules: ['QN-9'],
    roles: staff,
    answer: giveTip,
    examples: {
      request: {
        expertId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        text: 'Say first when it will be ready, then how you do it: the client plans by it.',
      },
    },
    errors: [notYours('expert'), notYours('placement')],
  })
  @Post()
  give(@Caller() caller: Caller, @Body({ schema: NewTip }) tip: z.output<typeof NewTip>) {
    return this.services.ask(caller, giveTip, tip);
  }

  @Endpoint({ summary: 'Read a tip', rules: ['QN-9'], roles: readers, of: 'tip', answer: getTip })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getTip, { id });
  }

  @Endpoint({
    summary: 'Mark a tip as read',
    description: 'By the expert it is for. Again changes nothing; nobody has to.',
    rules: ['QN-9'],
    roles: ['expert'],
    of: 'tip',
    answer: readTip,
    status: 200,
  })
  @Post(':id/reading')
  read(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, readTip, { id });
  }
}
