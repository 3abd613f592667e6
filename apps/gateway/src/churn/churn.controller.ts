import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  ChurnFilter,
  ChurnWeights,
  getChurnRisk,
  getChurnWeights,
  listChurnRisks,
  setChurnWeights,
} from '#libs/contracts';
import { Caller, Endpoint, IfMatch, PathId, Services, staff } from '../http/index.js';

@ApiTags('Churn risk')
@Controller()
export class ChurnController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List churn risks',
    description: 'Active placements as counted last night, the riskiest first; every point names its cause.',
    rules: ['QN-10'],
    roles: staff,
    answer: listChurnRisks,
  })
  @Get('churn-risks')
  list(@Caller() caller: Caller, @Query({ schema: ChurnFilter }) filter: z.output<typeof ChurnFilter>) {
    return this.services.ask(caller, listChurnRisks, filter);
  }

  @Endpoint({
    summary: 'See the churn risk of a placement',
    description: 'Counted now, with the scores of the nights before for plotting.',
    rules: ['QN-10'],
    roles: staff,
    of: 'placement',
    answer: getChurnRisk,
  })
  @Get('placements/:id/churn-risk')
  get(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, getChurnRisk, { placementId });
  }

  @Endpoint({
    summary: 'See how much each cause of churn counts',
    rules: ['QN-10'],
    roles: staff,
    answer: getChurnWeights,
  })
  @Get('churn-weights')
  getWeights(@Caller() caller: Caller) {
    return this.services.ask(caller, getChurnWeights, {});
  }

  @Endpoint({
    summary: 'Change how much each cause of churn counts',
    description: 'Risks counted from now on go by it.',
    rules: ['QN-10'],
    roles: ['admin'],
    answer: setChurnWeights,
  })
  @Put('churn-weights')
  setWeights(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: ChurnWeights }) weights: z.output<typeof ChurnWeights>,
  ) {
    return this.services.ask(caller, setChurnWeights, { version, weights });
  }
}
