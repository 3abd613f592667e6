import { Controller } from '@nestjs/common';
import {
  checkIn,
  endBreak,
  getShift,
  giveUpdate,
  listPresenceFacts,
  listShifts,
  startBreak,
  talkAbout,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AttendanceService } from './attendance.service.js';
import { PresenceFacts } from './presence-facts.js';
import { ShiftsService } from './shifts.service.js';

@Controller()
export class ShiftsController {
  constructor(
    private readonly shifts: ShiftsService,
    private readonly attendance: AttendanceService,
    private readonly facts: PresenceFacts,
  ) {}

  @Rpc(listShifts)
  list({ actor, input }: Call<typeof listShifts>) {
    return this.shifts.list(actor, input);
  }

  @Rpc(getShift)
  get({ actor, input }: Call<typeof getShift>) {
    return this.shifts.get(actor, input.id);
  }

  @Rpc(checkIn)
  checkIn(call: Call<typeof checkIn>) {
    return this.attendance.checkIn(call);
  }

  @Rpc(giveUpdate)
  giveUpdate(call: Call<typeof giveUpdate>) {
    return this.attendance.giveUpdate(call);
  }

  @Rpc(startBreak)
  startBreak(call: Call<typeof startBreak>) {
    return this.attendance.startBreak(call);
  }

  @Rpc(endBreak)
  endBreak(call: Call<typeof endBreak>) {
    return this.attendance.endBreak(call);
  }

  @Rpc(listPresenceFacts)
  listFacts({ actor, input }: Call<typeof listPresenceFacts>) {
    return this.facts.list(actor, input);
  }

  @Rpc(talkAbout)
  talkAbout(call: Call<typeof talkAbout>) {
    return this.facts.talkAbout(call);
  }
}
