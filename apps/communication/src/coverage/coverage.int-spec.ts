import type { Actor } from '#libs/access';
import { changeCoverage, getCoverage, listCoverages } from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import {
  accountIs,
  aClientUser,
  activate,
  amend,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  clientIs,
  end,
  expertIs,
  pause,
  resume,
  type TestPlacement,
} from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';
import { Coverages } from './coverages.js';

describe('CS-7: a coverage follows its placement', () => {
  let test: TestService;
  beforeEach(async () => {
    test = await startCommunication();
  });
  afterEach(() => test.stop());

  const coverage = ({ placementId }: TestPlacement, actor: Actor = anAe()) =>
    test.app.get(Transactions).run((tx) => test.app.get(Coverages).ofPlacement(tx, actor, placementId));
  const calendarAt = ({ placementId }: TestPlacement, at: string) =>
    test.app.get(Transactions).run((tx) => test.app.get(Coverages).calendarOf(tx, placementId, new Date(at)));

  it('is there once the placement is active, with its people', async () => {
    const placement = await aPlacement(test);
    expect(await coverage(placement)).toMatchObject({
      clientName: 'Blue Heron',
      expertName: 'Ana Šimić',
      state: 'active',
      timeZone: 'Europe/Berlin',
      channel: 'email',
      accountExecutiveId: placement.ae.id,
      teamLeadId: placement.lead.id,
      calendarVersion: 1,
    });
  });

  it('learns of its people before and after it begins', async () => {
    const placement = {
      placementId: newId(),
      client: aClientUser(),
      expert: anExpert(),
      ae: anAe(),
      lead: aTeamLead(),
    };
    await activate(test, placement);
    expect(await coverage(placement)).toMatchObject({ accountExecutiveId: null, teamLeadId: null });
    await clientIs(test, placement, 'Heron & Sons');
    await expertIs(test, placement);
    expect(await coverage(placement)).toMatchObject({
      clientName: 'Heron & Sons',
      accountExecutiveId: placement.ae.id,
      teamLeadId: placement.lead.id,
    });
  });

  it('at the same time as well: whichever commits first', async () => {
    for (let n = 0; n < 10; n++) {
      const placement = {
        ...{ placementId: newId(), client: aClientUser(), expert: anExpert(), ae: anAe(), lead: aTeamLead() },
      };
      await Promise.all([activate(test, placement), clientIs(test, placement), expertIs(test, placement)]);
      expect(await coverage(placement)).toMatchObject({
        accountExecutiveId: placement.ae.id,
        teamLeadId: placement.lead.id,
      });
    }
  });

  it('GW-3: strangers find nothing, and neither does another expert', async () => {
    const placement = await aPlacement(test);
    expect(await coverage(placement, placement.client)).toMatchObject({ title: 'Storefront' });
    expect(await coverage(placement, placement.expert)).toMatchObject({ title: 'Storefront' });
    for (const stranger of [aClientUser(), anExpert()]) {
      await expect(coverage(placement, stranger)).rejects.toMatchObject({ code: 'access.no-such-placement' });
    }
  });

  it('PM-11: an amendment begins by itself with its day, in its own zone', async () => {
    const placement = await aPlacement(test);
    await amend(test, placement, { effectiveFrom: '2026-03-10', timeZone: 'America/New_York', endsOn: '2026-12-31' });
    expect(await coverage(placement)).toMatchObject({ timeZone: 'Europe/Berlin', endsOn: '2026-12-31' });
    await test.until('2026-03-10T04:00:00Z');
    expect(await coverage(placement)).toMatchObject({ timeZone: 'America/New_York', calendarVersion: 2 });
    const [before, after] = ['2026-03-10T03:59:59Z', '2026-03-10T04:00:00Z'];
    expect(await calendarAt(placement, before)).toMatchObject({ version: 1, calendar: { timeZone: 'Europe/Berlin' } });
    expect(await calendarAt(placement, after)).toMatchObject({
      version: 2,
      calendar: { timeZone: 'America/New_York' },
    });
  });

  it('PM-11: what comes before its timer fired finds the amendment begun, as of its own instant', async () => {
    const placement = await aPlacement(test);
    await amend(test, placement, { effectiveFrom: '2026-03-10', timeZone: 'America/New_York' });
    await amend(test, placement, { number: 3, effectiveFrom: '2026-03-11', timeZone: 'Asia/Tokyo' });
    await test.app.get(ClockControl).set(new Date('2026-03-12T00:00:00Z'));
    const locked = await test.app
      .get(Transactions)
      .run((tx) => test.app.get(Coverages).ofPlacement(tx, anAe(), placement.placementId, true));
    expect(locked).toMatchObject({ timeZone: 'Asia/Tokyo', calendarVersion: 3, termsUntil: null });
    await test.app.get(TimerWorker).runDue();
    expect(await coverage(placement)).toEqual(locked);
    const versions = await test.query('select version, since from calendars order by version');
    expect(versions).toEqual([
      { version: 1, since: new Date('2026-03-02T08:00:00Z') },
      { version: 2, since: new Date('2026-03-10T04:00:00Z') },
      { version: 3, since: new Date('2026-03-10T15:00:00Z') },
    ]);
  });

  it('PM-11: one agreed before the placement is active is not forgotten', async () => {
    const placement = {
      placementId: newId(),
      client: aClientUser(),
      expert: anExpert(),
      ae: anAe(),
      lead: aTeamLead(),
    };
    await amend(test, placement, { effectiveFrom: '2026-03-02', channel: 'chat' });
    await activate(test, placement);
    expect(await coverage(placement)).toMatchObject({ channel: 'chat', calendarVersion: 1 });
  });

  it('an amendment that leaves the hours alone leaves the calendar alone', async () => {
    const placement = await aPlacement(test);
    await amend(test, placement, { effectiveFrom: '2026-03-02', firstAnswerMinutes: 30 });
    expect(await coverage(placement)).toMatchObject({ calendarVersion: 1, version: 3 });
  });

  it('pauses, resumes and ends', async () => {
    const placement = await aPlacement(test);
    await amend(test, placement, { effectiveFrom: '2026-03-10', timeZone: 'America/New_York' });
    await pause(test, placement);
    expect(await coverage(placement)).toMatchObject({ state: 'paused' });
    await resume(test, placement);
    expect(await coverage(placement)).toMatchObject({ state: 'active' });
    await end(test, placement, '2026-03-05');
    const ended = await coverage(placement);
    expect(ended).toMatchObject({ state: 'ended', endsOn: '2026-03-05' });
    await test.until('2026-03-11T00:00:00Z');
    expect(await coverage(placement)).toEqual(ended);
    expect(() => test.app.get(Coverages).requireActive(ended)).toThrow(
      expect.objectContaining({ code: 'communication.not-running' }),
    );
  });

  it('shows the terms in force', async () => {
    const placement = await aPlacement(test, { terms: { holidays: ['2026-12-25'], breakNotices: true } });
    expect(await test.ask(getCoverage, placement.client, placement)).toEqual({
      placementId: placement.placementId,
      title: 'Storefront',
      clientId: placement.client.clientId,
      clientName: 'Blue Heron',
      expertId: placement.expert.id,
      expertName: 'Ana Šimić',
      state: 'active',
      startsOn: '2026-03-02',
      endsOn: '2026-09-01',
      timeZone: 'Europe/Berlin',
      serviceHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      shifts: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      holidays: ['2026-12-25'],
      calendarVersion: 1,
      channel: 'email',
      firstAnswerMinutes: 60,
      hourlyUpdate: null,
      showTimeToleranceMinutes: 15,
      breakNotices: true,
      coveringId: null,
      teamLeadId: placement.lead.id,
      accountExecutiveId: placement.ae.id,
      version: 2,
    });
  });

  it('lists to each its own, page by page', async () => {
    const ae = anAe();
    const mine = await aPlacement(test, { ae });
    const later = await aPlacement(test, { ae, terms: { startsOn: '2026-04-01' } });
    const other = await aPlacement(test);
    await pause(test, other);
    const ids = async (actor: Actor, filter: Parameters<typeof test.ask<typeof listCoverages>>[2] = {}) =>
      (await test.ask(listCoverages, actor, filter)).items.map(({ placementId }) => placementId);
    expect(await ids(ae, { accountExecutiveId: ae.id })).toEqual([later.placementId, mine.placementId]);
    expect(await ids(ae, { state: 'paused' })).toEqual([other.placementId]);
    expect(await ids(mine.client)).toEqual([mine.placementId]);
    expect(await ids(other.expert)).toEqual([other.placementId]);
    const first = await test.ask(listCoverages, ae, { limit: 2 });
    expect(await ids(ae, { limit: 2, cursor: first.nextCursor! })).toHaveLength(1);
    expect((await test.refusal(listCoverages, mine.client, { clientId: other.client.clientId! })).code).toBe(
      'access.no-such-client',
    );
  });

  it('CS-3, CS-9: staff name who stands in, and the channel', async () => {
    const placement = await aPlacement(test);
    const colleague = anExpert();
    await accountIs(test, colleague);
    const { placementId } = placement;
    const change = { coveringId: colleague.id, channel: 'chat' as const };
    const changed = await test.ask(changeCoverage, placement.lead, { placementId, version: 2, change });
    expect(changed).toMatchObject({ ...change, version: 3 });
    expect(await coverage(placement, colleague)).toMatchObject({ title: 'Storefront' });
    await amend(test, placement, { effectiveFrom: '2026-03-02', channel: 'board' });
    expect(await test.ask(getCoverage, colleague, { placementId })).toMatchObject({ channel: 'chat' });
    const none = { placementId, version: 4, change: { coveringId: null } };
    expect(await test.ask(changeCoverage, anAe(), none)).toMatchObject({ coveringId: null, channel: 'chat' });
    expect((await test.refusal(getCoverage, colleague, { placementId })).code).toBe('access.no-such-placement');
  });

  it('CS-3: only a colleague who can log in stands in', async () => {
    const placement = await aPlacement(test);
    const [stranger, gone] = [anExpert(), anExpert()];
    await accountIs(test, gone, true);
    for (const coveringId of [stranger.id, gone.id, placement.expert.id, placement.client.id]) {
      const input = { placementId: placement.placementId, version: 2, change: { coveringId } };
      expect(await test.refusal(changeCoverage, anAe(), input)).toMatchObject({
        code: 'communication.no-such-colleague',
        errors: [{ field: 'change.coveringId' }],
      });
    }
    const by = (actor: Actor, version = 2) =>
      test.refusal(changeCoverage, actor, {
        placementId: placement.placementId,
        ...{ version, change: { channel: 'board' } },
      });
    expect(await by(anAe(), 1)).toMatchObject({ code: 'request.stale', facts: { version: 2 } });
    for (const actor of [placement.client, placement.expert]) expect((await by(actor)).code).toBe('access.role');
  });
});
