import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getBankDetails, NewBankDetails, setBankDetails } from '#libs/contracts';
import { invalidField, notFound } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const wrong = (code: string, field: string, message: string) =>
  invalidField(`payments.${code}`, field, message, 'PM-5');

@ApiTags('Payouts')
@Controller('experts/:id/bank-details')
export class BankDetailsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See where payouts go',
    description: 'The account is masked.',
    rules: ['PM-5'],
    roles: ['expert', ...staff],
    answer: getBankDetails,
    errors: [notFound('payments.no-bank-details', 'No bank details were entered yet.', { rule: 'PM-5' })],
  })
  @Get()
  get(@Caller() caller: Caller, @PathId() expertId: string) {
    return this.services.ask(caller, getBankDetails, { expertId });
  }

  @Endpoint({
    summary: 'Enter bank details',
    description:
      'IBAN and BIC, or US routing and account number; checked. For 72 hours afterwards payouts need a second person.',
    rules: ['PM-5', 'PM-6'],
    roles: ['expert', 'admin'],
    answer: setBankDetails,
    errors: [
      wrong('iban-invalid', 'iban', 'is not a valid IBAN'),
      wrong('bic-invalid', 'bic', 'is not a valid BIC'),
      wrong('bic-country', 'bic', "is not of the IBAN's country"),
      wrong('routing-number-invalid', 'routingNumber', 'is not a valid routing number'),
      wrong('account-number-invalid', 'accountNumber', 'is not a valid account number'),
      wrong('holder-invalid', 'holder', 'is not a name a bank accepts'),
    ],
  })
  @Put()
  set(
    @Caller() caller: Caller,
    @PathId() expertId: string,
    @Body({ schema: NewBankDetails }) details: z.output<typeof NewBankDetails>,
  ) {
    return this.services.ask(caller, setBankDetails, { expertId, details });
  }
}
