import { Controller } from '@nestjs/common';
import {
  cancelMeeting,
  changeMeeting,
  getMeeting,
  getMeetingFile,
  holdMeeting,
  listMeetings,
  scheduleMeeting,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { HoldingService } from './holding.service.js';
import { MeetingsService } from './meetings.service.js';
import { PlanningService } from './planning.service.js';

@Controller()
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly planning: PlanningService,
    private readonly holding: HoldingService,
  ) {}

  @Rpc(listMeetings)
  list({ actor, input }: Call<typeof listMeetings>) {
    return this.meetings.list(actor, input);
  }

  @Rpc(getMeeting)
  get({ actor, input }: Call<typeof getMeeting>) {
    return this.meetings.get(actor, input.id);
  }

  @Rpc(getMeetingFile)
  file({ actor, input }: Call<typeof getMeetingFile>) {
    return this.meetings.file(actor, input.id);
  }

  @Rpc(scheduleMeeting)
  schedule(call: Call<typeof scheduleMeeting>) {
    return this.planning.schedule(call);
  }

  @Rpc(changeMeeting)
  change(call: Call<typeof changeMeeting>) {
    return this.planning.change(call);
  }

  @Rpc(cancelMeeting)
  cancel(call: Call<typeof cancelMeeting>) {
    return this.planning.cancel(call);
  }

  @Rpc(holdMeeting)
  hold(call: Call<typeof holdMeeting>) {
    return this.holding.hold(call);
  }
}
