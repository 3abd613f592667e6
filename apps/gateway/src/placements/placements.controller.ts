import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  activatePlacement,
  cancelPlacement,
  endPlacement,
  getPlacement,
  listPlacements,
  pausePlacement,
  PlacementEnd,
  PlacementFilter,
  PlacementStep,
  resumePlacement,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, members, network, PathId, Services } from '../http/index.js';
import { barredByStrikes } from '../lost-clients/refusals.js';

const notCertified = conflict('placement.expert-not-certified', 'The expert is not certified at the moment.', {
  rule: 'PL-1',
});
const wrongState = conflict('placement.wrong-state', 'It is ended; this step is possible from active or paused only.', {
  rule: 'PL-9',
  facts: { state: 'ended', possibleFrom: ['active', 'paused'] },
});

@ApiTags('Placements')
@Controller('placements')
export class PlacementsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List placements',
    rules: ['PL-9'],
    roles: members,
    answer: listPlacements,
    errors: [notYours('client'), notYours('expert')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: PlacementFilter }) filter: z.output<typeof PlacementFilter>) {
    return this.services.ask(caller, listPlacements, filter);
  }

  @Endpoint({
    summary: 'Read a placement',
    description: 'With who brought it into each state, when and why.',
    rules: ['PL-9', 'PL-10'],
    roles: members,
    answer: getPlacement,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getPlacement, { id });
  }

  @Endpoint({
    summary: 'Activate a placement',
    description: 'Once both sides agreed to its contract; its board begins.',
    rules: ['PL-9', 'PL-13', 'TS-1'],
    roles: network,
    answer: activatePlacement,
    status: 200,
    errors: [wrongState, notCertified, barredByStrikes],
  })
  @Post(':id/activation')
  activate(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, activatePlacement, { id });
  }

  @Endpoint({
    summary: 'Pause a placement',
    description: 'No hours from today on.',
    rules: ['PL-9'],
    roles: network,
    answer: pausePlacement,
    status: 200,
    errors: [wrongState],
  })
  @Post(':id/pause')
  pause(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PlacementStep }) why: z.output<typeof PlacementStep>,
  ) {
    return this.services.ask(caller, pausePlacement, { id, ...why });
  }

  @Endpoint({
    summary: 'Resume a paused placement',
    rules: ['PL-9'],
    roles: network,
    answer: resumePlacement,
    status: 200,
    errors: [wrongState],
  })
  @Post(':id/resumption')
  resume(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PlacementStep }) why: z.output<typeof PlacementStep>,
  ) {
    return this.services.ask(caller, resumePlacement, { id, ...why });
  }

  @Endpoint({
    summary: 'End a placement',
    description:
      'With a loss where the client ends it, or asks for another expert, because of an issue. Without one it ended well.',
    rules: ['PL-9', 'PL-13'],
    roles: network,
    answer: endPlacement,
    examples: { request: { endsOn: '2027-04-30', reason: 'The project is finished' } },
    status: 200,
    errors: [
      wrongState,
      invalidField('placement.bad-last-day', 'endsOn', 'must be a day from 2026-03-02 to 2026-09-01', 'PL-9'),
      invalidField(
        'placement.no-such-issue-category',
        'loss.category',
        'must be an active category of the catalogue',
        'PL-13',
      ),
    ],
  })
  @Post(':id/end')
  end(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PlacementEnd }) end: z.output<typeof PlacementEnd>,
  ) {
    return this.services.ask(caller, endPlacement, { id, ...end });
  }

  @Endpoint({
    summary: 'Cancel a placement that has not begun',
    description: 'The selection comes to nothing: the opening is open again, with the other offers for it.',
    rules: ['PL-9'],
    roles: network,
    answer: cancelPlacement,
    status: 200,
    errors: [wrongState],
  })
  @Post(':id/cancellation')
  cancel(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PlacementStep }) why: z.output<typeof PlacementStep>,
  ) {
    return this.services.ask(caller, cancelPlacement, { id, ...why });
  }
}
