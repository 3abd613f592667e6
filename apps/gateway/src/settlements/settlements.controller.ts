import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getSettlement,
  getSettlementRun,
  listReceivables,
  listSettlementLines,
  listSettlementRuns,
  listSettlements,
  Page,
  ReceivableFilter,
  runSettlement,
  SettlementFilter,
  SettlementOrder,
} from '#libs/contracts';
import { Caller, Endpoint, members, PathId, Services, staff } from '../http/index.js';

/** Every placement of a fortnight may be in one run. */
const settlementTimeoutMs = 120_000;

@ApiTags('Settlements')
@Controller()
export class SettlementsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Settle what is due',
    description:
      'Every period that has ended, and lines approved late. It also runs by itself; twice settles nothing twice.',
    rules: ['PM-3'],
    roles: ['admin', 'account-executive'],
    answer: runSettlement,
    examples: { request: {} },
    idempotency: 'required',
  })
  @Post('settlement-runs')
  run(@Caller() caller: Caller, @Body({ schema: SettlementOrder }) order: z.output<typeof SettlementOrder>) {
    return this.services.ask(caller, runSettlement, order, settlementTimeoutMs);
  }

  @Endpoint({ summary: 'List settlement runs', rules: ['PM-3'], roles: staff, answer: listSettlementRuns })
  @Get('settlement-runs')
  runs(@Caller() caller: Caller, @Query({ schema: Page }) page: z.output<typeof Page>) {
    return this.services.ask(caller, listSettlementRuns, page);
  }

  @Endpoint({
    summary: 'Read a settlement run',
    description: 'With its progress while it runs, and what it had to leave.',
    rules: ['PM-3'],
    roles: staff,
    answer: getSettlementRun,
  })
  @Get('settlement-runs/:id')
  getRun(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getSettlementRun, { id });
  }

  @Endpoint({
    summary: 'List settlements',
    description: 'An expert sees pay, a client the bill.',
    rules: ['PM-3'],
    roles: members,
    answer: listSettlements,
  })
  @Get('settlements')
  list(@Caller() caller: Caller, @Query({ schema: SettlementFilter }) filter: z.output<typeof SettlementFilter>) {
    return this.services.ask(caller, listSettlements, filter);
  }

  @Endpoint({ summary: 'Read a settlement', rules: ['PM-3'], roles: members, answer: getSettlement })
  @Get('settlements/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getSettlement, { id });
  }

  @Endpoint({
    summary: "List a settlement's lines",
    description: 'Each rounded half-even to the cent.',
    rules: ['PM-3'],
    roles: members,
    answer: listSettlementLines,
  })
  @Get('settlements/:id/lines')
  lines(
    @Caller() caller: Caller,
    @PathId() settlementId: string,
    @Query({ schema: Page }) page: z.output<typeof Page>,
  ) {
    return this.services.ask(caller, listSettlementLines, { settlementId, ...page });
  }

  @Endpoint({
    summary: 'List what clients owe',
    description:
      'The balance by client and currency, and what it is made of: not invoiced yet, open on invoices, and credit that is on none.',
    rules: ['PM-2', 'PM-9'],
    roles: ['client', ...staff],
    answer: listReceivables,
  })
  @Get('receivables')
  receivables(
    @Caller() caller: Caller,
    @Query({ schema: ReceivableFilter }) filter: z.output<typeof ReceivableFilter>,
  ) {
    return this.services.ask(caller, listReceivables, filter);
  }
}
