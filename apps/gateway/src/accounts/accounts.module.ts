import { Module } from '@nestjs/common';
import { SessionsController } from '../sessions/sessions.controller.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { FirstAdmin } from './first-admin.js';
import { MeController } from './me.controller.js';

/** Who may log in, and their sessions. */
@Module({
  controllers: [AccountsController, MeController, SessionsController],
  providers: [AccountsService, SessionsService, FirstAdmin],
})
export class AccountsModule {}
