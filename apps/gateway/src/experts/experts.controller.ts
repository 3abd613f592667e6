import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  applyAsExpert,
  Application,
  changeExpert,
  ExpertChange,
  ExpertFilter,
  getExpert,
  listExperts,
} from '#libs/contracts';
import { conflict, forbidden, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services, staff } from '../http/index.js';

const badPay = [
  invalidField('placement.pay-not-positive', 'payRate', 'must be more than 0', 'PL-6'),
  invalidField('placement.rate-too-large', 'payRate', 'must be at most 10000000000.00 USD an hour'),
];
const skillNamedTwice = invalid('placement.skill-named-twice', 'typescript is named twice.', {
  errors: [{ field: 'skills.1.name', message: 'is named twice' }],
});

@ApiTags('Experts')
@Controller('experts')
export class ExpertsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Apply as an expert',
    description: "An expert applies for itself; staff names the expert's account as expertId.",
    rules: ['PL-1'],
    roles: ['expert', ...staff],
    answer: applyAsExpert,
    errors: [
      conflict('placement.already-applied', 'This expert has applied already.', { rule: 'PL-1' }),
      invalidField('placement.expert-missing', 'expertId', "must name the expert's account", 'PL-1'),
      ...badPay,
      skillNamedTwice,
    ],
    examples: {
      request: {
        givenName: 'Ana',
        familyName: 'Šimić',
        skills: [
          { name: 'TypeScript', years: 6 },
          { name: 'PostgreSQL', years: 5 },
        ],
        experienceYears: 8,
        english: 'C1',
        country: 'RS',
        timeZone: 'Europe/Belgrade',
        engagementKinds: ['full-time', 'part-time'],
        weeklyCapacityHours: 40,
        payRate: { amount: '45.00', currency: 'USD' },
      },
    },
  })
  @Post()
  apply(@Caller() caller: Caller, @Body({ schema: Application }) application: z.output<typeof Application>) {
    return this.services.ask(caller, applyAsExpert, application);
  }

  @Endpoint({
    summary: 'List experts',
    description: 'A client sees those who offered for one of its openings, without their pay.',
    rules: ['PL-1'],
    roles: ['client', ...staff],
    answer: listExperts,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ExpertFilter }) filter: z.output<typeof ExpertFilter>) {
    return this.services.ask(caller, listExperts, filter);
  }

  @Endpoint({
    summary: 'Read an expert',
    description: 'An expert reads itself; a client who offered for one of its openings, without pay and history.',
    rules: ['PL-1'],
    roles: members,
    answer: getExpert,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getExpert, { id });
  }

  @Endpoint({
    summary: 'Change an expert',
    description: 'From certification on only staff changes its years of experience and English.',
    rules: ['PL-1', 'PL-9'],
    roles: ['expert', ...staff],
    answer: changeExpert,
    errors: [
      forbidden(
        'placement.certified-fact',
        'experienceYears was established by certification; ask your account executive.',
        { rule: 'PL-1', errors: [{ field: 'experienceYears', message: 'is changed by the network only' }] },
      ),
      conflict('placement.above-capacity', 'The expert has promised too many of its hours a week elsewhere.', {
        rule: 'PL-9',
        facts: { from: '2026-03-02' },
      }),
      ...badPay,
      skillNamedTwice,
    ],
    examples: { request: { payRate: { amount: '48.00', currency: 'USD' }, weeklyCapacityHours: 30 } },
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: ExpertChange }) change: z.output<typeof ExpertChange>,
  ) {
    return this.services.ask(caller, changeExpert, { id, version, change });
  }
}
