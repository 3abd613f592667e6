import { Module } from '@nestjs/common';
import { BankStatementsController } from './bank-statements.controller.js';
import { ClientPaymentsController } from './client-payments.controller.js';

@Module({ controllers: [ClientPaymentsController, BankStatementsController] })
export class ClientPaymentsModule {}
