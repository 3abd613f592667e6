import type { EntityManager } from 'typeorm';
import { allHours, type ServiceCalendar, type ServiceClock } from '#libs/service-clock';
import { CalendarEntity } from '../coverage/calendar.entity.js';
import type { ClockEntity } from './clock.entity.js';

type Pinned = Pick<ClockEntity, 'placementId' | 'calendarVersion' | 'aroundTheClock'>;

/** CS-7. The calendars that clocks pinned, by `calendarKey`. */
export async function calendarsOf(
  on: EntityManager,
  clocks: readonly Pinned[],
): Promise<(clock: Pinned) => ServiceCalendar> {
  const key = ({ placementId, calendarVersion: version }: Pinned): string => `${placementId}/${version}`;
  const wanted = [...new Map(clocks.map((clock) => [key(clock), clock])).values()];
  const found = await on.find(CalendarEntity, {
    where: wanted.map(({ placementId, calendarVersion: version }) => ({ placementId, version })),
  });
  const calendars = new Map(found.map(({ placementId, version, calendar }) => [`${placementId}/${version}`, calendar]));
  return (clock) => {
    const calendar = calendars.get(key(clock))!;
    return clock.aroundTheClock ? allDay(calendar) : calendar;
  };
}

/** Every hour counts, told in the zone of the contract. */
export const allDay = ({ timeZone }: ServiceCalendar): ServiceCalendar => ({ ...allHours, timeZone });

/** A clock as the engine takes it. */
export const serviceClock = (
  { events, targetSeconds }: Pick<ClockEntity, 'events' | 'targetSeconds'>,
  calendar: ServiceCalendar,
): ServiceClock => ({
  calendar,
  targetSeconds,
  events: events.map(({ kind, at }) => ({ kind, at: new Date(at) })),
});
