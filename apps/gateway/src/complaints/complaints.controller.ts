import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  ComplaintFilter,
  ComplaintResolution,
  getComplaint,
  listComplaints,
  logComplaint,
  NewCoachingSession,
  NewComplaint,
  recordCoaching,
  resolveComplaint,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, network, PathId, Services, staff } from '../http/index.js';
import { noPlacement } from '../questions/refusals.js';

const closed = wrongState('quality.complaint-state', 'QN-4', 'resolved', 'open', 'coaching');

@ApiTags('Complaints')
@Controller('complaints')
export class ComplaintsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List complaints',
    description:
      'A team lead sees those of its own people; an expert its own, without what is for staff only; a client none.',
    rules: ['QN-4'],
    roles: ['expert', ...staff],
    answer: listComplaints,
    errors: [noPlacement],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ComplaintFilter }) filter: z.output<typeof ComplaintFilter>) {
    return this.services.ask(caller, listComplaints, filter);
  }

  @Endpoint({
    summary: 'Log a complaint',
    description:
      'The team lead is told. The latest resolved complaint of the placement in the category came back with it, unless another or none is named.',
    rules: ['QN-4', 'QN-11', 'PL-13'],
    roles: network,
    answer: logComplaint,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        category: 'slow-answers',
        severity: 'serious',
        what: 'We wait half a day for a simple answer.',
        internalNote: 'Carla was calm about it; the second time she says so.',
      },
    },
    errors: [
      noPlacement,
      invalidField('quality.no-such-category', 'category', 'must be an active issue category', 'QN-4'),
      invalidField(
        'quality.not-recurring',
        'recurrenceOf',
        'must be a resolved complaint of the same placement, in the same category or a related one',
        'QN-4',
      ),
    ],
  })
  @Post()
  log(@Caller() caller: Caller, @Body({ schema: NewComplaint }) complaint: z.output<typeof NewComplaint>) {
    return this.services.ask(caller, logComplaint, complaint);
  }

  @Endpoint({
    summary: 'Read a complaint',
    rules: ['QN-4'],
    roles: ['expert', ...staff],
    of: 'complaint',
    answer: getComplaint,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getComplaint, { id });
  }

  @Endpoint({
    summary: 'Record a coaching session',
    description: 'Help, not discipline. The expert sees what was agreed; the notes are for staff only.',
    rules: ['QN-4'],
    roles: staff,
    of: 'complaint',
    answer: recordCoaching,
    examples: {
      request: {
        heldAt: '2026-03-02T13:00:00.000Z',
        minutes: 30,
        notes: 'Does not like to say that she does not know yet.',
        agreed: 'Say within the half hour that you are checking, and when you will know.',
      },
    },
    errors: [
      closed,
      invalidField('quality.held-in-future', 'heldAt', 'must not be in the future', 'QN-4'),
      invalidField(
        'quality.held-before-start',
        'heldAt',
        "must not be before the placement's first day, 2026-03-02",
        'QN-4',
      ),
    ],
  })
  @Post(':id/coaching-sessions')
  coach(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewCoachingSession }) session: z.output<typeof NewCoachingSession>,
  ) {
    return this.services.ask(caller, recordCoaching, { id, ...session });
  }

  @Endpoint({
    summary: 'Resolve a complaint',
    rules: ['QN-4'],
    roles: network,
    of: 'complaint',
    answer: resolveComplaint,
    status: 200,
    examples: { request: { how: 'Answers came in time for two weeks; Carla is content.' } },
    errors: [closed],
  })
  @Post(':id/resolution')
  resolve(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: ComplaintResolution }) resolution: z.output<typeof ComplaintResolution>,
  ) {
    return this.services.ask(caller, resolveComplaint, { id, ...resolution });
  }
}
