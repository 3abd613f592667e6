import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getReferralPolicy, ReferralPolicyChange, setReferralPolicy } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, Services, staff } from '../http/index.js';

@ApiTags('Leads')
@Controller('referral-policy')
export class ReferralPolicyController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See what referrals go by',
    description: 'Protection, hold, benchmark and limit.',
    rules: ['RC-1', 'RC-5', 'RC-7', 'PL-18'],
    roles: staff,
    answer: getReferralPolicy,
  })
  @Get()
  get(@Caller() caller: Caller) {
    return this.services.ask(caller, getReferralPolicy, {});
  }

  @Endpoint({
    summary: 'Change what referrals go by',
    description: 'What is pinned on a lead or held already stays as it was.',
    rules: ['RC-1', 'RC-5', 'RC-7', 'PL-18'],
    roles: ['admin'],
    answer: setReferralPolicy,
    errors: [invalidField('referral.meeting-bounds', 'meetingMinutes', 'must not end before they begin', 'RC-2')],
  })
  @Put()
  set(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: ReferralPolicyChange }) policy: z.output<typeof ReferralPolicyChange>,
  ) {
    return this.services.ask(caller, setReferralPolicy, { version, policy });
  }
}
