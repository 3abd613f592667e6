import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, everyone } from '../http/index.js';
import { LimitLogin } from '../rate-limit/limit-login.decorator.js';
import { SessionsService } from '../sessions/sessions.service.js';
import * as dto from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('Me')
@Controller('me')
export class MeController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
  ) {}

  @Endpoint({ summary: 'Read who I am', roles: everyone, answer: dto.Account })
  @Get()
  get(@Caller() { actor }: Caller): Promise<dto.Account> {
    return this.accounts.get(actor.id);
  }

  @Endpoint({
    summary: 'Change my password',
    description: 'Ends all my sessions but this one.',
    rules: ['GW-2'],
    roles: everyone,
    answer: null,
    errors: [invalidField('auth.wrong-password', 'currentPassword', 'is not your password')],
  })
  @LimitLogin()
  @Put('password')
  changePassword(
    @Caller() caller: Caller,
    @Body({ schema: dto.PasswordChange }) change: dto.PasswordChange,
  ): Promise<void> {
    return this.sessions.changePassword(caller, change);
  }
}
