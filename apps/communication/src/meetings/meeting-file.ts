import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { MeetingEntity } from './meeting.entity.js';

const domain = 'shoreline.local';

/**
 * CS-11. The meeting as an iCalendar file (RFC 5545, RFC 5546): one UID for ever, a SEQUENCE that grows with each
 * change, and METHOD CANCEL once it is cancelled, so that a calendar moves or removes what it has.
 */
export function meetingFile(meeting: MeetingEntity, stamp: Date): string {
  const isCancelled = meeting.state === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Shoreline', product: 'Meetings', language: 'EN' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: `${meeting.id}@${domain}`,
    sequence: meeting.version - 1,
    stamp,
    start: meeting.startsAt,
    end: meeting.endsAt,
    summary: meeting.title,
    description: meeting.agenda,
    location: meeting.location,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: meeting.scheduledBy, email: `meetings@${domain}` },
    attendees: meeting.attendees.map(({ name, email }) => ({ name, email, rsvp: true })),
  });
  return calendar.toString();
}
