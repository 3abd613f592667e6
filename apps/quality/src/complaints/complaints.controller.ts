import { Controller } from '@nestjs/common';
import {
  getComplaint,
  listComplaints,
  listProblems,
  logComplaint,
  recordCoaching,
  resolveComplaint,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CoachingService } from './coaching.service.js';
import { ComplaintsService } from './complaints.service.js';
import { LoggingService } from './logging.service.js';
import { ProblemsService } from './problems.service.js';

@Controller()
export class ComplaintsController {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly logging: LoggingService,
    private readonly coaching: CoachingService,
    private readonly problems: ProblemsService,
  ) {}

  @Rpc(listComplaints)
  list({ actor, input }: Call<typeof listComplaints>) {
    return this.complaints.list(actor, input);
  }

  @Rpc(getComplaint)
  get({ actor, input }: Call<typeof getComplaint>) {
    return this.complaints.get(actor, input.id);
  }

  @Rpc(logComplaint)
  log(call: Call<typeof logComplaint>) {
    return this.logging.log(call);
  }

  @Rpc(recordCoaching)
  coach(call: Call<typeof recordCoaching>) {
    return this.coaching.coach(call);
  }

  @Rpc(resolveComplaint)
  resolve(call: Call<typeof resolveComplaint>) {
    return this.coaching.resolve(call);
  }

  @Rpc(listProblems)
  listProblems({ actor, input }: Call<typeof listProblems>) {
    return this.problems.list(actor, input);
  }
}
