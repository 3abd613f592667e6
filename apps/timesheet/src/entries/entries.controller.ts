import { Controller } from '@nestjs/common';
import {
  changeEntry,
  correctEntry,
  getEntry,
  getTimer,
  listEntries,
  recordEntry,
  removeEntry,
  startTimer,
  stopTimer,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CorrectionsService } from './corrections.service.js';
import { EntriesService } from './entries.service.js';
import { RunningTimerService } from './running-timer.service.js';

@Controller()
export class EntriesController {
  constructor(
    private readonly entries: EntriesService,
    private readonly timer: RunningTimerService,
    private readonly corrections: CorrectionsService,
  ) {}

  @Rpc(listEntries)
  list({ actor, input }: Call<typeof listEntries>) {
    return this.entries.list(actor, input);
  }

  @Rpc(getEntry)
  get({ actor, input }: Call<typeof getEntry>) {
    return this.entries.get(actor, input.id);
  }

  @Rpc(recordEntry)
  record(call: Call<typeof recordEntry>) {
    return this.entries.record(call);
  }

  @Rpc(changeEntry)
  change(call: Call<typeof changeEntry>) {
    return this.entries.change(call);
  }

  @Rpc(removeEntry)
  remove(call: Call<typeof removeEntry>) {
    return this.entries.remove(call);
  }

  @Rpc(startTimer)
  start(call: Call<typeof startTimer>) {
    return this.timer.start(call);
  }

  @Rpc(stopTimer)
  stop(call: Call<typeof stopTimer>) {
    return this.timer.stop(call);
  }

  @Rpc(getTimer)
  running({ actor }: Call<typeof getTimer>) {
    return this.timer.get(actor);
  }

  @Rpc(correctEntry)
  correct(call: Call<typeof correctEntry>) {
    return this.corrections.correct(call);
  }
}
