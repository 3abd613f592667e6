import { Module } from '@nestjs/common';
import { AllocationsController } from './allocations.controller.js';
import { BankStatementsController } from './bank-statements.controller.js';
import { ClientPaymentsController } from './client-payments.controller.js';

@Module({ controllers: [ClientPaymentsController, AllocationsController, BankStatementsController] })
export class ClientPaymentsModule {}
