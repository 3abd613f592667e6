import { communicationEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { template } from './template.js';
import { duration, when } from './words.rules.js';

type Scheduled = typeof communicationEvents.meetingScheduled;

const subjects = { scheduled: 'Invitation', changed: 'Changed', cancelled: 'Cancelled' } as const;

export const meetingScheduled = template<Scheduled>({
  name: 'meeting',
  topic: 'meetings',
  rule: 'CS-11',
  description: 'To everybody of a meeting when it is scheduled, moved or cancelled, with the file for the calendar',
  example: {
    meetingId: anId,
    ...ids,
    kind: 'call',
    title: 'Sprint review',
    startsAt: '2026-03-06T13:00:00.000Z',
    minutes: 45,
    timeZone: 'Europe/Berlin',
    attendees: [{ name: 'Carla', email: 'carla@blue-heron.example' }],
    what: 'scheduled',
    agenda: 'What was done, what comes next.',
    reason: null,
    ics: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
  },
  write: (data, known) => {
    const zones = [...new Set([known.reader.timeZone, data.timeZone])];
    return letter(
      say`${subjects[data.what]}: ${data.title}`,
      facts(
        ['When', zones.map((zone) => when(data.startsAt, zone)).join('; ')],
        ['How long', duration(data.minutes)],
        ...(data.reason ? [['Reason', say`${data.reason}`] as const] : []),
      ),
      ...(data.what === 'cancelled' ? [] : [paragraph('On the agenda:'), quote(data.agenda)]),
      paragraph('The file attached puts it into your calendar, or takes it out.'),
    );
  },
});
