import { Body, Controller, Module, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpModule } from '../../../apps/gateway/src/http/http.module.js';
import { Caller, Endpoint, Services } from '../../../apps/gateway/src/http/index.js';
import { echoHours, Report, reportHours } from './messages.js';

@ApiTags('Bench')
@Controller()
class HoursController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'Report hours', roles: ['expert'], answer: reportHours })
  @Post('hours')
  report(@Caller() caller: Caller, @Body({ schema: Report }) report: Report) {
    return this.services.ask(caller, reportHours, report);
  }

  @Endpoint({ summary: 'Report hours to nobody', roles: ['expert'], answer: echoHours })
  @Post('echo')
  echo(@Caller() caller: Caller, @Body({ schema: Report }) report: Report) {
    return this.services.ask(caller, echoHours, report);
  }
}

/** The gateway with all that stands around its routes, and two routes. */
@Module({ imports: [HttpModule], controllers: [HoursController] })
export class EdgeModule {}
