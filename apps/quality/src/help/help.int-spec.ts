import type { Actor } from '#libs/access';
import {
  changeAttendance,
  getEnglishProgress,
  getEnglishSession,
  getTip,
  giveTip,
  listEnglishSessions,
  listTips,
  qualityEvents,
  readTip,
  recordAttendance,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import { atOnce } from '../one-to-ones/test-support/at-once.js';
import { aMeeting } from '../one-to-ones/test-support/meetings.js';
import { aClientUser, anExpert, aPlacement, aTeamLead, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

const label = 'Help, not discipline';

describe('QN-9: help, not discipline', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  describe('English sessions', () => {
    const session = (startsAt: string) => aMeeting(test, placement, { kind: 'english-session', startsAt });
    const record = (id: string, about: object, actor: Actor = placement.ae) =>
      test.ask(recordAttendance, actor, { id, attended: true, ...about });
    const held = async (startsAt: string, level?: string): Promise<string> => {
      const meeting = session(startsAt);
      await meeting.scheduled();
      await test.until(startsAt);
      await meeting.held();
      if (level) await record(meeting.meetingId, { level });
      return meeting.meetingId;
    };

    it('follow their meetings: scheduled, moved, held, cancelled, whatever is heard twice', async () => {
      const [one, two] = [session('2026-03-04T13:00:00Z'), session('2026-03-05T13:00:00Z')];
      for (const meeting of [one, two]) await meeting.scheduled();
      await aMeeting(test, placement, { kind: 'call', startsAt: '2026-03-04T13:00:00Z' }).scheduled();
      await one.movedTo('2026-03-06T13:00:00Z');
      await one.movedTo('2026-03-06T13:00:00Z');
      await two.cancelled();
      await two.scheduled();
      const { items } = await test.ask(listEnglishSessions, placement.ae, { sort: 'startsAt' });
      expect(items).toMatchObject([
        { id: two.meetingId, state: 'cancelled', version: 2 },
        { id: one.meetingId, state: 'scheduled', startsAt: '2026-03-06T13:00:00.000Z', version: 2 },
      ]);
      expect(await refused(record(two.meetingId, {}))).toBe('quality.session-cancelled');
      expect(await refused(record(one.meetingId, {}))).toBe('quality.session-not-yet');
    });

    it('attendance and level are recorded once, and changed by version', async () => {
      const id = await held('2026-03-04T13:00:00Z');
      expect(await refused(record(id, { attended: false, level: 'B2' }))).toBe('quality.level-unseen');
      const both = [placement.ae, placement.lead].map((actor) => () => record(id, { level: 'B2' }, actor));
      expect(await atOnce(test, both)).toBe(1);
      expect(await refused(record(id, {}))).toBe('quality.attendance-recorded');
      const seen = await test.ask(getEnglishSession, placement.expert, { id });
      expect(seen).toMatchObject({ label, attended: true, level: 'B2', state: 'held', version: 3 });
      const change = (version: number, what: object) =>
        test.ask(changeAttendance, placement.ae, { id, version, change: what });
      expect(await refused(change(seen.version, { attended: false }))).toBe('quality.level-unseen');
      const changed = await change(seen.version, { level: 'C1', note: 'Past tenses are fine.' });
      expect(changed.history).toMatchObject([{ reason: 'Recorded.' }, { reason: 'Changed: level, note.' }]);
      expect(await refused(change(seen.version, { level: 'A1' }))).toBe('request.stale');
      const other = await held('2026-03-05T13:00:00Z');
      const early = test.ask(changeAttendance, placement.ae, { id: other, version: 2, change: { attended: true } });
      expect(await refused(early)).toBe('quality.attendance-not-recorded');
    });

    it('show the levels over time', async () => {
      for (const [day, level] of [
        ['04', 'B1'],
        ['11', undefined],
        ['18', 'B2'],
      ] as const) {
        await held(`2026-03-${day}T13:00:00Z`, level);
      }
      const { expert, lead } = placement;
      const asked = { expertId: expert.expertId! };
      for (const actor of [expert, lead]) {
        const progress = await test.ask(getEnglishProgress, actor, asked);
        expect(progress).toMatchObject({ label, expertName: expert.name, attended: 2 });
        expect(progress.items.map(({ level }) => level)).toEqual(['B2', 'B1']);
      }
      for (const stranger of [aTeamLead(), anExpert()]) {
        expect(await refused(test.ask(getEnglishProgress, stranger, asked))).toBe('access.no-such-expert');
      }
      expect(await refused(test.ask(getEnglishProgress, placement.client, asked))).toBe('access.role');
    });

    it('GW-3: are for the expert and who looks after it', async () => {
      const id = await held('2026-03-04T13:00:00Z');
      const list = (actor: Actor, filter: object = {}) => test.ask(listEnglishSessions, actor, filter);
      expect(await list(placement.expert)).toMatchObject({ label, items: [{ id, label }] });
      expect((await list(placement.lead, { from: '2026-03-04', to: '2026-03-04' })).items).toHaveLength(1);
      expect((await list(placement.lead, { from: '2026-03-05' })).items).toEqual([]);
      for (const stranger of [anExpert(), aTeamLead()]) {
        expect(await list(stranger)).toEqual({ label, items: [], nextCursor: null });
        expect(await refused(test.ask(getEnglishSession, stranger, { id }))).toBe('access.no-such-english-session');
      }
      expect(await refused(record(id, {}, aTeamLead()))).toBe('access.no-such-english-session');
      expect(await refused(record(id, {}, placement.expert))).toBe('access.role');
      expect(await refused(list(placement.client))).toBe('access.role');
      expect(await refused(test.ask(getEnglishSession, placement.client, { id }))).toBe('access.role');
    });
  });

  describe('tips', () => {
    const give = (actor: Actor = placement.ae, about: object = {}) =>
      test.ask(giveTip, actor, { expertId: placement.expert.expertId!, text: 'Say first when it is ready.', ...about });

    it('reach the expert, who may mark them as read', async () => {
      const tip = await give(placement.lead, { placementId: placement.placementId });
      expect(tip).toMatchObject({
        label,
        givenBy: placement.lead.name,
        readAt: null,
        expertName: placement.expert.name,
      });
      expect(await test.told(qualityEvents.tipGiven)).toMatchObject([
        { tipId: tip.id, expertId: placement.expert.expertId, by: placement.lead.name, text: tip.text },
      ]);
      const read = () => test.ask(readTip, placement.expert, { id: tip.id });
      await read();
      await test.until('2026-03-03T08:00:00Z');
      expect((await read()).readAt).toBe('2026-03-02T08:00:00.000Z');
      const unread = await test.ask(listTips, placement.expert, { read: 'false' });
      expect(unread).toEqual({ label, items: [], nextCursor: null });
    });

    it('GW-3: are for the expert and who looks after it; nobody else', async () => {
      const { id } = await give();
      const other = await aPlacement(test);
      expect(await refused(give(aTeamLead()))).toBe('access.no-such-expert');
      expect(await refused(give(placement.ae, { placementId: other.placementId }))).toBe('access.no-such-placement');
      for (const member of [placement.client, placement.expert])
        expect(await refused(give(member))).toBe('access.role');
      for (const stranger of [other.expert, other.lead]) {
        expect(await refused(test.ask(getTip, stranger, { id }))).toBe('access.no-such-tip');
        expect((await test.ask(listTips, stranger, {})).items).toEqual([]);
      }
      expect(await refused(test.ask(readTip, other.expert, { id }))).toBe('access.no-such-tip');
      expect(await refused(test.ask(readTip, placement.ae, { id }))).toBe('access.role');
      for (const client of [placement.client, aClientUser()]) {
        expect(await refused(test.ask(listTips, client, {}))).toBe('access.role');
        expect(await refused(test.ask(getTip, client, { id }))).toBe('access.role');
      }
      expect((await test.ask(listTips, placement.lead, {})).items).toMatchObject([{ id }]);
    });
  });
});
