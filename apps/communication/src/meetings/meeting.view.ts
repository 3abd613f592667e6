import type { z } from 'zod';
import type { Meeting } from '#libs/contracts';
import type { ChangeView } from '#libs/history';
import type { MeetingEntity } from './meeting.entity.js';

export type MeetingView = z.output<typeof Meeting>;

export const meetingView = (
  { startsAt, endsAt: _, ...meeting }: MeetingEntity,
  history: readonly ChangeView[],
): MeetingView => ({ ...meeting, startsAt: startsAt.toISOString(), history: [...history] });

/** What every event about a meeting says. */
export const aboutMeeting = ({
  id: meetingId,
  placementId,
  clientId,
  expertId,
  kind,
  title,
  startsAt,
  minutes,
  timeZone,
  attendees,
}: MeetingEntity) => ({
  ...{ meetingId, placementId, clientId, expertId, kind, title, minutes, timeZone, attendees },
  startsAt: startsAt.toISOString(),
});
