import { Controller } from '@nestjs/common';
import {
  addDaysOff,
  changeCoverage,
  getCoverage,
  listCoverages,
  listDaysOff,
  previewCalendar,
  previewHolidays,
  removeDayOff,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { CalendarService } from './calendar.service.js';
import { CoverageService } from './coverage.service.js';
import { DaysOffService } from './days-off.service.js';

@Controller()
export class CoverageController {
  constructor(
    private readonly coverage: CoverageService,
    private readonly daysOff: DaysOffService,
    private readonly calendar: CalendarService,
  ) {}

  @Rpc(getCoverage)
  get({ actor, input }: Call<typeof getCoverage>) {
    return this.coverage.get(actor, input.placementId);
  }

  @Rpc(listCoverages)
  list({ actor, input }: Call<typeof listCoverages>) {
    return this.coverage.list(actor, input);
  }

  @Rpc(changeCoverage)
  change(call: Call<typeof changeCoverage>) {
    return this.coverage.change(call);
  }

  @Rpc(addDaysOff)
  addDaysOff(call: Call<typeof addDaysOff>) {
    return this.daysOff.add(call);
  }

  @Rpc(removeDayOff)
  removeDayOff(call: Call<typeof removeDayOff>) {
    return this.daysOff.remove(call);
  }

  @Rpc(listDaysOff)
  listDaysOff({ actor, input }: Call<typeof listDaysOff>) {
    return this.daysOff.list(actor, input.placementId);
  }

  @Rpc(previewHolidays)
  previewHolidays({ input }: Call<typeof previewHolidays>) {
    return this.calendar.holidays(input);
  }

  @Rpc(previewCalendar)
  previewCalendar({ actor, input }: Call<typeof previewCalendar>) {
    return this.calendar.preview(actor, input);
  }
}
