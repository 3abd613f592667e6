import { Module } from '@nestjs/common';
import { LeadsModule } from '../leads/leads.module.js';
import { NetworkModule } from '../network/network.module.js';
import { SharedAccountsConsumer } from './shared-accounts.consumer.js';

/** Reviews of leads once bank accounts become known (RC-1). */
@Module({ imports: [NetworkModule, LeadsModule], providers: [SharedAccountsConsumer] })
export class SharedAccountsModule {}
