import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { listPresenceFacts, PresenceFilter, Talk, talkAbout } from '#libs/contracts';
import { invalid } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const errors = [{ field: 'use', message: 'must be conversation' }];

@ApiTags('Shifts')
@Controller('presence-facts')
export class PresenceFactsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List facts for a conversation',
    description: 'Late, no-show, missed update, silence, late break: facts, not accusations. An expert sees its own.',
    rules: ['CS-1', 'CS-2', 'CS-3'],
    roles: ['expert', ...staff],
    answer: listPresenceFacts,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: PresenceFilter }) filter: z.output<typeof PresenceFilter>) {
    return this.services.ask(caller, listPresenceFacts, filter);
  }

  @Endpoint({
    summary: 'Note a conversation about a fact',
    description: 'Missed updates and silence are never conduct and never a strike: any other use is refused.',
    rules: ['CS-2', 'CS-3'],
    roles: staff,
    of: 'presence-fact',
    answer: talkAbout,
    examples: { request: { use: 'conversation', note: 'Her connection was down; she has a second one now.' } },
    errors: [
      invalid(
        'communication.never-conduct',
        'A missed update is never a strike and never conduct: it is for a conversation only.',
        { rule: 'CS-2', errors },
      ),
      invalid(
        'communication.conduct-elsewhere',
        'What is noted here is for a conversation. Conduct is opened by a person in its own record, where the expert may answer and appeal (PL-14).',
        { rule: 'PL-14', errors },
      ),
    ],
  })
  @Post(':id/talks')
  talk(@Caller() caller: Caller, @PathId() id: string, @Body({ schema: Talk }) talk: z.output<typeof Talk>) {
    return this.services.ask(caller, talkAbout, { id, ...talk });
  }
}
