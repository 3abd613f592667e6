import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  cancelMeeting,
  changeMeeting,
  communicationEvents,
  getMeeting,
  getMeetingFile,
  holdMeeting,
  listMeetings,
  type NewMeeting,
  scheduleMeeting,
} from '#libs/contracts';
import { DomainError } from '#libs/errors';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  pause,
  type TestPlacement,
} from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';

const { meetingScheduled, meetingHeld, workRequested } = communicationEvents;
let test: TestService;
let placement: TestPlacement;
/** Monday 2026-03-02, 8:00 UTC. */
beforeEach(async () => {
  test = await startCommunication();
  placement = await aPlacement(test);
});
afterEach(() => test.stop());

const carla = { name: 'Carla', email: 'carla@heron.example' };
const plan = (given: Partial<z.input<typeof NewMeeting>> = {}): z.input<typeof NewMeeting> => ({
  placementId: placement.placementId,
  title: 'Review of the week',
  agenda: 'What is done; what is next.',
  startsAt: '2026-03-03T10:00:00Z',
  minutes: 30,
  ...given,
});
const schedule = (given: Partial<z.input<typeof NewMeeting>> = {}, actor: Actor = placement.ae) =>
  test.ask(scheduleMeeting, actor, plan(given));
async function refused(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'not refused';
  } catch (error) {
    if (error instanceof DomainError)
      return [error.code, ...(error.details.errors ?? []).map(({ field }) => field)].join(' ');
    throw error;
  }
}
const lines = (ics: string) => ics.replaceAll('\r\n ', '').split('\r\n');

describe('CS-11: a meeting is scheduled', () => {
  it('and told to everybody, with a file for the calendar', async () => {
    const meeting = await schedule({ attendees: [carla, carla], location: 'https://meet.example/r' });
    expect(meeting).toMatchObject({
      clientId: placement.client.clientId,
      expertId: placement.expert.id,
      kind: 'call',
      startsAt: '2026-03-03T10:00:00.000Z',
      timeZone: 'Europe/Berlin',
      attendees: [carla],
      state: 'scheduled',
      scheduledBy: 'Ann Executive',
      history: [{ state: 'scheduled', by: 'Ann Executive' }],
      version: 1,
    });
    const [told] = await test.told(meetingScheduled);
    expect(told).toMatchObject({ what: 'scheduled', meetingId: meeting.id, attendees: [carla], reason: null });
    expect(lines(told!.ics)).toEqual(
      expect.arrayContaining([
        ...['METHOD:REQUEST', `UID:${meeting.id}@shoreline.local`, 'SEQUENCE:0', 'STATUS:CONFIRMED'],
        ...['DTSTAMP:20260302T080000Z', 'DTSTART:20260303T100000Z', 'DTEND:20260303T103000Z'],
        ...['SUMMARY:Review of the week', 'DESCRIPTION:What is done\\; what is next.'],
        ...['ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE;CN="Carla":MAILTO:carla@heron.example'],
      ]),
    );
  });

  it.each([
    ['too short', { minutes: 29 }, 'request.invalid minutes'],
    ['too long', { minutes: 61 }, 'request.invalid minutes'],
    ['in the past', { startsAt: '2026-03-02T07:59:59Z' }, 'communication.meeting-time startsAt'],
    ['now', { startsAt: '2026-03-02T08:00:00Z' }, 'communication.meeting-time startsAt'],
    ['too far off', { startsAt: '2999-12-31T23:59:59Z' }, 'communication.meeting-time startsAt'],
    ['without a title', { title: ' ' }, 'request.invalid title'],
    ['with an address that is none', { attendees: [{ name: 'x', email: 'x' }] }, 'request.invalid attendees.0.email'],
  ])('not %s', async (_, given, code) => expect(await refused(schedule(given))).toBe(code));

  it('not while the placement rests', async () => {
    await pause(test, placement);
    expect(await refused(schedule())).toBe('communication.not-running');
  });

  it('once, by the key of the request', async () => {
    const key = newId();
    const [first, again] = [
      await test.ask(scheduleMeeting, placement.ae, plan(), key),
      await test.ask(scheduleMeeting, placement.ae, plan(), key),
    ];
    expect(again).toEqual(first);
    expect(await test.told(meetingScheduled)).toHaveLength(1);
  });

  it('what stands in a text stays a text in the file', async () => {
    const title = 'A\nEND:VCALENDAR\n<script> "שלום"; Привет 👋🏽';
    const { id } = await schedule({ title, attendees: [{ name: 'Eve"\nATTENDEE:x', email: 'eve@x.example' }] });
    const { ics } = await test.ask(getMeetingFile, placement.client, { id });
    expect(lines(ics)).toContain('SUMMARY:A\\nEND:VCALENDAR\\n<script> "שלום"\\; Привет 👋🏽');
    expect(lines(ics).filter((line) => /^(END:VCALENDAR|ATTENDEE)/.test(line))).toHaveLength(2);
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

describe('CS-11: an expert is in one meeting at a time', () => {
  it('whatever placement it is of', async () => {
    const other = await aPlacement(test, { expert: placement.expert });
    await schedule();
    const overlapping = { placementId: other.placementId, startsAt: '2026-03-03T10:15:00Z' };
    expect(await refused(schedule(overlapping, other.client))).toBe('communication.meeting-overlap startsAt');
    await schedule({ ...overlapping, startsAt: '2026-03-03T10:30:00Z' }, other.client);
    await schedule({ placementId: (await aPlacement(test)).placementId });
  });

  it('also when ten are scheduled at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => refused(schedule())));
    expect(outcomes.filter((outcome) => outcome === 'not refused')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['not refused', 'communication.meeting-overlap startsAt']));
  });

  it('a cancelled one is in nobody’s way, a moved one is', async () => {
    const { id } = await schedule();
    await test.ask(cancelMeeting, placement.ae, { id, reason: 'Ill.' });
    const second = await schedule();
    const third = await schedule({ startsAt: '2026-03-03T12:00:00Z' });
    const change = { startsAt: '2026-03-03T10:29:00Z' };
    const moving = test.ask(changeMeeting, placement.ae, { id: third.id, version: 1, change });
    expect(await refused(moving)).toBe('communication.meeting-overlap startsAt');
    const longer = test.ask(changeMeeting, placement.ae, { id: second.id, version: 1, change: { minutes: 60 } });
    expect(await refused(longer)).toBe('not refused');
  });
});

describe('CS-11: a meeting is changed', () => {
  it('its file grows a sequence and keeps its name', async () => {
    const { id } = await schedule();
    const change = { startsAt: '2026-03-04T10:00:00Z', title: 'Moved' };
    const changed = await test.ask(changeMeeting, placement.client, { id, version: 1, change });
    expect(changed).toMatchObject({ title: 'Moved', minutes: 30, version: 2 });
    expect(changed.history.at(-1)).toMatchObject({
      state: 'scheduled',
      reason: 'Moved from 2026-03-03T10:00:00.000Z to 2026-03-04T10:00:00.000Z.',
    });
    await test.ask(cancelMeeting, placement.expert, { id, reason: 'No news.' });
    const told = await test.told(meetingScheduled);
    expect(told.map(({ what }) => what)).toEqual(['scheduled', 'changed', 'cancelled']);
    const inFile = told.map(({ ics }) => lines(ics).filter((line) => /^(METHOD|UID|SEQUENCE|STATUS)/.test(line)));
    const uid = `UID:${id}@shoreline.local`;
    expect(inFile).toEqual([
      ['METHOD:REQUEST', uid, 'SEQUENCE:0', 'STATUS:CONFIRMED'],
      ['METHOD:REQUEST', uid, 'SEQUENCE:1', 'STATUS:CONFIRMED'],
      ['METHOD:CANCEL', uid, 'SEQUENCE:2', 'STATUS:CANCELLED'],
    ]);
    expect(told.at(-1)).toMatchObject({ reason: 'No news.' });
  });

  it('by one at a time', async () => {
    const { id } = await schedule();
    const both = await Promise.all(
      ['One', 'Two'].map((title) =>
        refused(test.ask(changeMeeting, placement.ae, { id, version: 1, change: { title } })),
      ),
    );
    expect(both.sort()).toEqual(['not refused', 'request.stale']);
  });

  it('never into the past, and not once it is over or cancelled', async () => {
    const { id } = await schedule();
    const past = { id, version: 1, change: { startsAt: '2026-03-01T10:00:00Z' } };
    expect(await refused(test.ask(changeMeeting, placement.ae, past))).toBe('communication.meeting-time startsAt');
    await test.ask(cancelMeeting, placement.ae, { id, reason: 'Ill.' });
    const change = { id, version: 2, change: { title: 'x' } };
    expect(await refused(test.ask(changeMeeting, placement.ae, change))).toBe('communication.meeting-closed');
    expect(await refused(test.ask(cancelMeeting, placement.ae, { id, reason: 'x' }))).toBe(
      'communication.meeting-closed',
    );
    expect(await refused(test.ask(holdMeeting, placement.ae, { id, notes: 'x' }))).toBe('communication.meeting-closed');
  });
});

describe('CS-11: a meeting is held', () => {
  const outcome = {
    notes: 'Agreed.',
    followUps: [{ title: 'Export as PDF', estimateMinutes: 120 }, { title: 'Ask Bob' }],
  };

  it('follow-ups become tasks, each once, however often it is said', async () => {
    const { id } = await schedule();
    expect(await refused(test.ask(holdMeeting, placement.ae, { id, ...outcome }))).toBe(
      'communication.meeting-not-yet',
    );
    await test.until('2026-03-03T10:00:00Z');
    const held = await Promise.all([1, 2, 3].map(() => test.ask(holdMeeting, placement.expert, { id, ...outcome })));
    expect(held[0]).toMatchObject({
      state: 'held',
      notes: 'Agreed.',
      followUps: [
        { title: 'Export as PDF', estimateMinutes: 120 },
        { title: 'Ask Bob', estimateMinutes: null },
      ],
    });
    expect(held[1]).toEqual(held[0]);
    expect(await test.ask(holdMeeting, placement.ae, { id, notes: 'Other.' })).toEqual(held[0]);
    const work = await test.told(workRequested);
    expect(work).toMatchObject([
      {
        title: 'Export as PDF',
        estimateMinutes: 120,
        placementId: placement.placementId,
        source: { kind: 'meeting', id },
      },
      { title: 'Ask Bob', estimateMinutes: null, description: 'From the meeting “Review of the week”.' },
    ]);
    expect(work.map(({ taskId }) => taskId)).toEqual(held[0]!.followUps.map(({ taskId }) => taskId));
    expect(await test.told(meetingHeld)).toMatchObject([{ meetingId: id, notes: 'Agreed.' }]);
  });
});

describe('GW-3: whose it is', () => {
  it('strangers find nothing', async () => {
    const { id } = await schedule();
    for (const stranger of [aClientUser(), anExpert()]) {
      expect(await refused(test.ask(getMeeting, stranger, { id }))).toBe('access.no-such-meeting');
      expect(await refused(test.ask(getMeetingFile, stranger, { id }))).toBe('access.no-such-meeting');
      expect(await refused(test.ask(cancelMeeting, stranger, { id, reason: 'x' }))).toBe('access.no-such-meeting');
      expect(await refused(schedule({}, stranger))).toBe('access.no-such-placement');
      expect((await test.ask(listMeetings, stranger, {})).items).toEqual([]);
    }
  });

  it('a client has a part in its calls, and in nothing else', async () => {
    const call = await schedule({}, placement.client);
    const oneToOne = await schedule({ kind: 'one-to-one', startsAt: '2026-03-05T10:00:00Z' });
    expect((await test.ask(listMeetings, placement.client, {})).items.map(({ id }) => id)).toEqual([call.id]);
    expect((await test.ask(listMeetings, placement.expert, {})).items).toHaveLength(2);
    expect(await refused(test.ask(getMeeting, placement.client, { id: oneToOne.id }))).toBe('access.no-such-meeting');
    expect(await refused(schedule({ kind: 'english-session' }, placement.client))).toBe(
      'communication.calls-only kind',
    );
    await test.until('2026-03-03T11:00:00Z');
    const held = test.ask(holdMeeting, placement.client, { id: call.id, notes: 'x' });
    expect(await refused(held)).toBe('access.role');
  });

  it('lists page by page, by kind, state and time', async () => {
    const starts = ['2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z', '2026-03-05T10:00:00Z'];
    const made: Awaited<ReturnType<typeof schedule>>[] = [];
    for (const startsAt of starts)
      made.push(await schedule({ startsAt, kind: startsAt === starts[2] ? 'english-session' : 'call' }));
    await test.ask(cancelMeeting, placement.ae, { id: made[0]!.id, reason: 'Ill.' });
    const ids = async (filter: z.input<typeof listMeetings.input>) =>
      (await test.ask(listMeetings, anAdmin(), filter)).items.map(({ id }) =>
        made.findIndex((meeting) => meeting.id === id),
      );
    const first = await test.ask(listMeetings, anAe(), { limit: 2, sort: 'startsAt' });
    expect(first.items.map(({ id }) => id)).toEqual([made[0]!.id, made[1]!.id]);
    expect(await ids({ limit: 2, sort: 'startsAt', cursor: first.nextCursor! })).toEqual([2]);
    expect(await ids({ kind: 'call', state: 'scheduled' })).toEqual([1]);
    expect(await ids({ from: '2026-03-04T10:00:00Z', to: '2026-03-05T10:00:00Z' })).toEqual([1]);
    expect(await ids({ placementId: placement.placementId, state: 'cancelled' })).toEqual([0]);
  });
});
