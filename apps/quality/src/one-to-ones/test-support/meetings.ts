import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { partiesOf, type TestPlacement } from '../../test-support/builders.js';

const { meetingScheduled, meetingHeld } = communicationEvents;
type Scheduled = z.input<typeof meetingScheduled.data>;

/** A meeting of communication, as its events tell of it. */
export function aMeeting(
  test: TestService,
  placement: TestPlacement,
  { kind, startsAt, meetingId = newId() }: { kind: Scheduled['kind']; startsAt: string; meetingId?: string },
) {
  const about = (at: string) => ({
    ...{ meetingId, ...partiesOf(placement), kind, title: 'A talk', startsAt: at, minutes: 30 },
    ...{ timeZone: 'Europe/Berlin', attendees: [] },
  });
  const plan = (what: Scheduled['what'], at = startsAt) =>
    test.hears(meetingScheduled, meetingId, { ...about(at), what, agenda: 'How it goes', reason: null, ics: '' });
  return {
    meetingId,
    scheduled: () => plan('scheduled'),
    movedTo: (at: string) => plan('changed', at),
    cancelled: () => plan('cancelled'),
    held: (at = startsAt, by?: Actor) =>
      test.hears(meetingHeld, meetingId, { ...about(at), notes: 'Fine.', followUps: [] }, { ...(by && { by }) }),
  };
}
