import { holdOneToOne, listOneToOnes, qualityEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aPlacement, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { aMeeting } from './test-support/meetings.js';

describe('QN-7: meetings are one-to-ones with the expert', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const expertSide = async () => (await test.ask(listOneToOnes, placement.ae, { with: 'expert', sort: 'dueOn' })).items;
  const meeting = (startsAt: string, kind: 'one-to-one' | 'call' = 'one-to-one') =>
    aMeeting(test, placement, { kind, startsAt });

  it('a scheduled one shows on the one that is due, until it is cancelled', async () => {
    const planned = meeting('2026-03-06T09:00:00Z');
    await planned.scheduled();
    await meeting('2026-03-05T09:00:00Z', 'call').scheduled();
    await test.until('2026-03-04T09:00:00Z');
    expect(await expertSide()).toMatchObject([{ state: 'due', plannedFor: '2026-03-06T09:00:00.000Z' }]);
    await planned.movedTo('2026-03-09T13:00:00Z');
    expect(await expertSide()).toMatchObject([{ plannedFor: '2026-03-09T13:00:00.000Z' }]);
    await planned.cancelled();
    await planned.scheduled();
    expect(await expertSide()).toMatchObject([{ state: 'due', plannedFor: null }]);
  });

  it('one that took place holds the due one, once; notes are added later', async () => {
    const talk = meeting('2026-03-06T09:00:00Z');
    await talk.scheduled();
    await test.until('2026-03-06T10:00:00Z');
    await talk.held();
    await talk.held();
    await talk.scheduled();
    expect(await expertSide()).toMatchObject([
      { state: 'held', heldAt: '2026-03-06T09:00:00.000Z', meetingId: talk.meetingId, notes: null, heldBy: null },
    ]);
    expect(await test.told(qualityEvents.oneToOneHeld)).toMatchObject([{ dueOn: '2026-03-09' }]);
    await test.until('2026-03-10T10:00:00Z');
    expect((await expertSide()).map(({ dueOn, state }) => `${dueOn} ${state}`)).toEqual([
      ...['2026-03-09 held', '2026-03-13 due'],
    ]);
  });

  it('an expert alone does not hold it', async () => {
    await test.until('2026-03-06T10:00:00Z');
    await meeting('2026-03-06T09:00:00Z').held('2026-03-06T09:00:00Z', placement.expert);
    expect(await expertSide()).toMatchObject([{ state: 'due' }]);
  });

  it('told late, it holds the one that was due then, which stays missed', async () => {
    const talk = meeting('2026-03-09T13:00:00Z');
    await test.until('2026-03-12T10:00:00Z');
    await talk.held();
    expect(await expertSide()).toMatchObject([
      { dueOn: '2026-03-09', state: 'held', missedAt: '2026-03-09T23:00:00.000Z', meetingId: talk.meetingId },
      { dueOn: '2026-03-16', state: 'due' },
    ]);
  });

  it('crossed by one written down by hand, the talk counts once', async () => {
    await test.until('2026-03-06T10:00:00Z');
    const [due] = await expertSide();
    await test.ask(holdOneToOne, placement.ae, { id: due!.id, notes: 'Content.', heldAt: '2026-03-06T09:00:00Z' });
    const talk = meeting('2026-03-06T09:00:00Z');
    await talk.held();
    await talk.held();
    expect(await expertSide()).toMatchObject([
      { state: 'held', notes: 'Content.', meetingId: talk.meetingId, version: 3 },
    ]);
    expect(await test.told(qualityEvents.oneToOneHeld)).toHaveLength(1);
  });

  it('when none is due it is an extra one, and moves the next', async () => {
    await test.until('2026-03-03T10:00:00Z');
    await meeting('2026-03-03T09:00:00Z').held();
    expect(await expertSide()).toMatchObject([{ state: 'held', extra: true, dueOn: '2026-03-03' }]);
    await test.until('2026-03-09T10:00:00Z');
    expect((await expertSide()).at(-1)).toMatchObject({ state: 'due', dueOn: '2026-03-10' });
  });

  it('one of a placement that is not known yet is heard again later', async () => {
    const stranger = aMeeting(
      test,
      { ...placement, placementId: newId() },
      { kind: 'one-to-one', startsAt: '2026-03-03T09:00:00Z' },
    );
    await expect(stranger.held()).rejects.toThrow('is not known yet');
  });
});
