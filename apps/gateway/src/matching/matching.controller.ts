import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getRankingWeights,
  getRateZones,
  RankingWeights,
  RateZones,
  setRankingWeights,
  setRateZones,
} from '#libs/contracts';
import { Caller, Endpoint, IfMatch, members, Services, staff } from '../http/index.js';

@ApiTags('Matching')
@Controller()
export class MatchingController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the weights of the ranking',
    description: 'How many points each factor can give, and what earns all of them.',
    rules: ['PL-7'],
    roles: staff,
    answer: getRankingWeights,
  })
  @Get('ranking-weights')
  getWeights(@Caller() caller: Caller) {
    return this.services.ask(caller, getRankingWeights, {});
  }

  @Endpoint({
    summary: 'Change the weights of the ranking',
    description: 'Rankings go by them from now on.',
    rules: ['PL-7'],
    roles: ['admin'],
    answer: setRankingWeights,
    examples: {
      request: {
        'skill-fit': { points: 40, scale: 3 },
        'time-zone-overlap': { points: 25, scale: 6 },
        availability: { points: 25, scale: 30 },
        zone: { points: 10 },
        'priority-right': { points: 20 },
      },
    },
  })
  @Put('ranking-weights')
  setWeights(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: RankingWeights }) weights: z.output<typeof RankingWeights>,
  ) {
    return this.services.ask(caller, setRankingWeights, { version, weights });
  }

  @Endpoint({
    summary: 'See the rate zones of countries',
    description: 'A country that is not among them is in eu-asia.',
    rules: ['PL-5'],
    roles: members,
    answer: getRateZones,
  })
  @Get('rate-zones')
  getZones(@Caller() caller: Caller) {
    return this.services.ask(caller, getRateZones, {});
  }

  @Endpoint({
    summary: 'Change the rate zones of countries',
    description: 'Replaces all of them. Experts follow their country at once; openings and contracts keep their zone.',
    rules: ['PL-5'],
    roles: ['admin'],
    answer: setRateZones,
    examples: { request: { countries: ['DE', 'US'].map((country) => ({ country, rateZone: 'us-western-europe' })) } },
  })
  @Put('rate-zones')
  setZones(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: RateZones }) { countries }: z.output<typeof RateZones>,
  ) {
    return this.services.ask(caller, setRateZones, { version, countries });
  }
}
