import { Module } from '@nestjs/common';
import { SessionsController } from '../sessions/sessions.controller.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccountEvents } from './account-events.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { FirstAdmin } from './first-admin.js';
import { MeController } from './me.controller.js';
import { NewAccounts } from './new-accounts.js';
import { UntoldAccounts } from './untold-accounts.js';

/** Who may log in, and their sessions. */
@Module({
  controllers: [AccountsController, MeController, SessionsController],
  providers: [AccountsService, NewAccounts, AccountEvents, SessionsService, FirstAdmin, UntoldAccounts],
})
export class AccountsModule {}
