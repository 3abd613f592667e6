import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { getLead, LeadFilter, listLeads, NewLead, registerLead } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, PathId, referring, Services, staff } from '../http/index.js';
import { alreadyClient, leadTaken, notNew } from './refusals.js';

const readers = [...referring, ...staff];

@ApiTags('Leads')
@Controller('leads')
export class LeadsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Register a lead',
    description:
      'The first registration that is accepted owns the company: by its domain, its tax id and the address of its ' +
      'contact. `held` means that a person looks at it first. An expert, a partner or a client’s user registers its own, ' +
      'staff names the referrer.',
    rules: ['RC-1', 'RC-4'],
    roles: readers,
    answer: registerLead,
    examples: {
      request: {
        company: { name: 'Blue Heron GmbH', domain: 'blueheron.example', taxId: 'DE123456789', country: 'DE' },
        contact: { name: 'Ann Heron', email: 'ann@blueheron.example', title: 'Head of development' },
        need: 'Three developers for a new shop, from June on.',
        relation: 'We worked together for four years.',
      },
    },
    errors: [
      leadTaken,
      alreadyClient,
      notYours('referrer'),
      invalidField('referral.referrer-needed', 'referrerId', 'must name whose lead it is', 'RC-1'),
      invalidField(
        'referral.not-a-domain',
        'company.domain',
        'must be a domain of the company, such as blueheron.example',
        'RC-1',
      ),
      invalidField('referral.no-such-programme', 'programme', 'must be a programme of the network', 'RC-4'),
      ...notNew,
    ],
  })
  @Post()
  register(@Caller() caller: Caller, @Body({ schema: NewLead }) lead: z.output<typeof NewLead>) {
    return this.services.ask(caller, registerLead, lead);
  }

  @Endpoint({
    summary: 'List leads',
    description: 'Staff sees all, a referrer its own.',
    rules: ['RC-1', 'RC-2'],
    roles: readers,
    answer: listLeads,
    errors: [notYours('referrer')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: LeadFilter }) filter: z.output<typeof LeadFilter>) {
    return this.services.ask(caller, listLeads, filter);
  }

  @Endpoint({
    summary: 'Read a lead',
    description:
      'With who did what, when and why. `held` says what a person looks at before it counts; reviews are for staff.',
    rules: ['RC-1', 'RC-2', 'RC-3'],
    roles: readers,
    of: 'lead',
    answer: getLead,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getLead, { id });
  }
}
