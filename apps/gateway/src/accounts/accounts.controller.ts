import { Body, Controller, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { conflict, forbidden, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, PathId } from '../http/index.js';
import * as dto from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';
import { NewAccounts } from './new-accounts.js';

const { Account, AccountChange, AccountFilter, AccountPage, NewAccount, PasswordReset } = dto;

@ApiTags('Accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly newAccounts: NewAccounts,
  ) {}

  @Endpoint({
    summary: 'Make an account',
    description: 'An account executive makes accounts of clients and experts; an administrator any.',
    rules: ['GW-2', 'GW-3'],
    roles: ['admin', 'account-executive'],
    answer: Account,
    examples: {
      request: {
        email: 'ana@example.com',
        password: 'correct horse battery staple',
        role: 'expert',
        name: 'Ana Šimić',
      },
    },
    errors: [
      forbidden('accounts.role-not-yours-to-give', 'Only an administrator makes an account with the role admin.'),
      conflict('accounts.email-taken', 'There is an account with this e-mail address already.'),
      invalidField('accounts.client-needed', 'clientId', 'must name the company that a client’s user speaks for'),
      invalidField('accounts.client-not-needed', 'clientId', 'is for the role client only, not for expert'),
      invalidField('accounts.no-such-client', 'clientId', 'must be a client of the network'),
    ],
  })
  @Post()
  create(@Caller() caller: Caller, @Body({ schema: NewAccount }) account: dto.NewAccount): Promise<dto.Account> {
    return this.newAccounts.create(caller, account);
  }

  @Endpoint({ summary: 'List accounts', roles: ['admin', 'account-executive'], answer: AccountPage })
  @Get()
  list(@Query({ schema: AccountFilter }) filter: dto.AccountFilter) {
    return this.accounts.list(filter);
  }

  @Endpoint({ summary: 'Read an account', roles: ['admin', 'account-executive'], answer: Account })
  @Get(':id')
  get(@PathId() id: string): Promise<dto.Account> {
    return this.accounts.get(id);
  }

  @Endpoint({
    summary: 'Rename, disable or enable an account',
    description: 'Disabling ends its sessions; an access token given out before still holds for up to ten minutes.',
    roles: ['admin'],
    answer: Account,
    errors: [conflict('accounts.own-account', 'Nobody disables the own account: ask another administrator.')],
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: AccountChange }) change: dto.AccountChange,
  ): Promise<dto.Account> {
    return this.accounts.change(caller, id, version, change);
  }

  @Endpoint({
    summary: 'Set a new password for who forgot it',
    description: 'Ends every session of the account.',
    roles: ['admin'],
    answer: null,
  })
  @Put(':id/password')
  resetPassword(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: PasswordReset }) { newPassword }: dto.PasswordReset,
  ): Promise<void> {
    return this.accounts.resetPassword(caller, id, newPassword);
  }
}
