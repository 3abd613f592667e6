import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { changePreferences, getPreferences, PreferencesChange } from '#libs/contracts';
import { Caller, Endpoint, everyone, IfMatch, PathId, Services, staff } from '../http/index.js';

const change = {
  rules: ['NT-1', 'CS-7'],
  answer: changePreferences,
  examples: {
    request: {
      workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
      digestAt: '08:30',
      topics: { hours: 'digest', money: 'off' },
    },
  },
} as const;

@ApiTags('Notices')
@Controller()
export class PreferencesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See what I want to be told, when and how',
    rules: ['NT-1'],
    roles: everyone,
    answer: getPreferences,
  })
  @Get('me/notification-preferences')
  mine(@Caller() caller: Caller) {
    return this.services.ask(caller, getPreferences, { accountId: caller.actor.id });
  }

  @Endpoint({
    summary: 'Say what I want to be told, when and how',
    description: 'Nothing but a breach goes out outside of the working hours; a breach always goes out at once.',
    roles: everyone,
    ...change,
  })
  @Patch('me/notification-preferences')
  changeMine(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: PreferencesChange }) preferences: z.output<typeof PreferencesChange>,
  ) {
    const accountId = caller.actor.id;
    return this.services.ask(caller, changePreferences, { accountId, version, change: preferences });
  }

  @Endpoint({
    summary: 'See what somebody wants to be told',
    rules: ['NT-1'],
    roles: staff,
    of: 'account',
    answer: getPreferences,
  })
  @Get('accounts/:id/notification-preferences')
  get(@Caller() caller: Caller, @PathId() accountId: string) {
    return this.services.ask(caller, getPreferences, { accountId });
  }

  @Endpoint({ summary: 'Set what somebody wants to be told', roles: staff, of: 'account', ...change })
  @Patch('accounts/:id/notification-preferences')
  change(
    @Caller() caller: Caller,
    @PathId() accountId: string,
    @IfMatch() version: number,
    @Body({ schema: PreferencesChange }) preferences: z.output<typeof PreferencesChange>,
  ) {
    return this.services.ask(caller, changePreferences, { accountId, version, change: preferences });
  }
}
