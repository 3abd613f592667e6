import { Controller } from '@nestjs/common';
import {
  askAboutBug,
  changeSeverity,
  closeBug,
  fixBug,
  getBug,
  listBugs,
  reopenBug,
  reportBug,
  tellAboutBug,
  workAroundBug,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { BugStepsService } from './bug-steps.service.js';
import { BugsService } from './bugs.service.js';
import { ReportingService } from './reporting.service.js';

@Controller()
export class BugsController {
  constructor(
    private readonly bugs: BugsService,
    private readonly reporting: ReportingService,
    private readonly steps: BugStepsService,
  ) {}

  @Rpc(listBugs)
  list({ actor, input }: Call<typeof listBugs>) {
    return this.bugs.list(actor, input);
  }

  @Rpc(getBug)
  get({ actor, input }: Call<typeof getBug>) {
    return this.bugs.get(actor, input.id);
  }

  @Rpc(reportBug)
  report(call: Call<typeof reportBug>) {
    return this.reporting.report(call);
  }

  @Rpc(changeSeverity)
  changeSeverity(call: Call<typeof changeSeverity>) {
    return this.steps.changeSeverity(call);
  }

  @Rpc(workAroundBug)
  workAround(call: Call<typeof workAroundBug>) {
    return this.steps.workAround(call);
  }

  @Rpc(fixBug)
  fix(call: Call<typeof fixBug>) {
    return this.steps.fix(call);
  }

  @Rpc(askAboutBug)
  ask(call: Call<typeof askAboutBug>) {
    return this.steps.ask(call);
  }

  @Rpc(tellAboutBug)
  tell(call: Call<typeof tellAboutBug>) {
    return this.steps.tell(call);
  }

  @Rpc(closeBug)
  close(call: Call<typeof closeBug>) {
    return this.steps.close(call);
  }

  @Rpc(reopenBug)
  reopen(call: Call<typeof reopenBug>) {
    return this.steps.reopen(call);
  }
}
