import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { getProgramme, listProgrammes, ProgrammeId, type ProgrammeTerms, publishProgramme } from '#libs/contracts';
import { conflict, invalid } from '#libs/errors';
import { Caller, Endpoint, members, Services } from '../http/index.js';

const ProgrammeQuery = z.object({
  version: getProgramme.input.shape.version.meta({ description: 'The newest unless given' }),
});
const NewProgramme = publishProgramme.input;

/** For the documentation: those of a programme of few hours, after the client's working day. */
const terms: ProgrammeTerms = {
  minimumExperienceYears: 3,
  minimumEnglish: 'B2',
  shortestEngagementMonths: 1,
  engagementKinds: ['part-time', 'hourly'],
  hourlyUpdate: null,
  showTimeToleranceMinutes: 15,
  noShowMinutes: 30,
  breakNotices: false,
  silenceMinutes: 120,
  serviceHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  firstAnswerMinutes: 60,
  nextAnswerMinutes: 60,
  checkingUpdateMinutes: 60,
  warnAtPercent: [50, 80],
  productionBugFix: { withinMinutes: 180, warnAtMinutes: 120, aroundTheClock: true },
  mistakeToldMinutes: 30,
  oneToOneEveryDays: { expert: 7, client: 14 },
  npsEveryDays: 7,
  floorRates: {
    'eu-asia': { amount: '50.00', currency: 'USD' },
    'us-western-europe': { amount: '100.00', currency: 'USD' },
  },
  settlementEveryDays: 14,
  payoutPromiseHours: 24,
  referralCommissionPercent: 25,
  commissionOnOwnHours: false,
  firstRefusalHours: 24,
  readyToStartHours: 24,
};

@ApiTags('Programmes')
@Controller('programmes')
export class ProgrammesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List programmes',
    description: 'Each in its newest version.',
    roles: members,
    answer: listProgrammes,
  })
  @Get()
  list(@Caller() caller: Caller) {
    return this.services.ask(caller, listProgrammes, {});
  }

  @Endpoint({ summary: 'Read a programme', roles: members, answer: getProgramme })
  @Get(':id')
  get(
    @Caller() caller: Caller,
    @Param('id', { schema: ProgrammeId }) id: string,
    @Query({ schema: ProgrammeQuery }) { version }: z.output<typeof ProgrammeQuery>,
  ) {
    return this.services.ask(caller, getProgramme, { id, version });
  }

  @Endpoint({
    summary: 'Publish a programme',
    description:
      'Version 1 of a new programme, or the next version of a known one. Openings and contracts keep the version they pinned.',
    roles: ['admin'],
    answer: publishProgramme,
    examples: { request: { id: 'evening', name: 'Evening hours', terms } },
    errors: [
      invalid('placement.bad-terms', 'These terms contradict themselves.', {
        errors: [{ field: 'terms.productionBugFix.warnAtMinutes', message: 'must not be after the term itself' }],
      }),
      conflict(
        'placement.published-meanwhile',
        'Somebody else published a version at the same time; look at it first.',
      ),
    ],
  })
  @Post()
  publish(@Caller() caller: Caller, @Body({ schema: NewProgramme }) programme: z.output<typeof NewProgramme>) {
    return this.services.ask(caller, publishProgramme, programme);
  }
}
