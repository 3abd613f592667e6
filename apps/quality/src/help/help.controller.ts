import { Controller } from '@nestjs/common';
import {
  changeAttendance,
  getEnglishProgress,
  getEnglishSession,
  getTip,
  giveTip,
  listEnglishSessions,
  listTips,
  readTip,
  recordAttendance,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { AttendanceService } from './attendance.service.js';
import { EnglishService } from './english.service.js';
import { TipsService } from './tips.service.js';

@Controller()
export class HelpController {
  constructor(
    private readonly english: EnglishService,
    private readonly attendance: AttendanceService,
    private readonly tips: TipsService,
  ) {}

  @Rpc(listEnglishSessions)
  listSessions({ actor, input }: Call<typeof listEnglishSessions>) {
    return this.english.list(actor, input);
  }

  @Rpc(getEnglishSession)
  getSession({ actor, input }: Call<typeof getEnglishSession>) {
    return this.english.get(actor, input.id);
  }

  @Rpc(recordAttendance)
  recordAttendance(call: Call<typeof recordAttendance>) {
    return this.attendance.record(call);
  }

  @Rpc(changeAttendance)
  changeAttendance(call: Call<typeof changeAttendance>) {
    return this.attendance.change(call);
  }

  @Rpc(getEnglishProgress)
  progress(call: Call<typeof getEnglishProgress>) {
    return this.english.progress(call);
  }

  @Rpc(listTips)
  listTips({ actor, input }: Call<typeof listTips>) {
    return this.tips.list(actor, input);
  }

  @Rpc(getTip)
  getTip({ actor, input }: Call<typeof getTip>) {
    return this.tips.get(actor, input.id);
  }

  @Rpc(giveTip)
  giveTip(call: Call<typeof giveTip>) {
    return this.tips.give(call);
  }

  @Rpc(readTip)
  readTip(call: Call<typeof readTip>) {
    return this.tips.read(call);
  }
}
