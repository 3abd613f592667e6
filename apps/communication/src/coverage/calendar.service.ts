import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { HolidayPreview, previewCalendar, previewHolidays } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import type { Answer, Call } from '#libs/messaging';
import { serviceDay } from '#libs/service-clock';
import { addDays, daysBetween } from '#libs/time';
import { calendarFor, termsOn } from './coverage.rules.js';
import { Coverages } from './coverages.js';
import { DayOffEntity } from './day-off.entity.js';
import { publicHolidays } from './public-holidays.js';

const longestPreview = 366;

/** CS-7. Calendars to look at before they are agreed, and holidays before they are added. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
  ) {}

  /** Each day by the terms that will be in force then, and the holidays known today. */
  async preview(
    actor: Actor,
    { placementId, from, to }: Call<typeof previewCalendar>['input'],
  ): Promise<Answer<typeof previewCalendar>> {
    if (to < from || daysBetween(from, to) >= longestPreview) {
      const message = `must be a day from ${from} on, ${longestPreview} days in all at most`;
      throw invalidField('communication.bad-span', 'to', message, 'CS-7');
    }
    const { manager } = this.dataSource;
    await this.coverages.ofPlacement(manager, actor, placementId);
    const versions = (await this.coverages.versionsOfAll(manager, [placementId])).get(placementId)!;
    const holidays = await manager.findBy(DayOffEntity, { placementId, kind: 'holiday' });
    const added = holidays.map(({ day }) => day);
    const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));
    return {
      items: days.map((day) => {
        const { holiday, hours } = serviceDay(calendarFor(termsOn(versions, day), added), day);
        const label = holiday ? 'holiday' : hours.length ? 'service' : 'no-service';
        const spans = hours.map((span) => ({ from: span.from.toISOString(), to: span.to.toISOString() }));
        return { day, label, spans };
      }),
    };
  }

  async holidays(asked: z.output<typeof HolidayPreview>): Promise<Answer<typeof previewHolidays>> {
    return { items: await publicHolidays(asked) };
  }
}
