import type { Actor } from '#libs/access';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
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
    await pause(test, placement);
    expect(await coverage(placement)).toMatchObject({ state: 'paused' });
    await resume(test, placement);
    expect(await coverage(placement)).toMatchObject({ state: 'active' });
    await end(test, placement, '2026-03-05');
    const ended = await coverage(placement);
    expect(ended).toMatchObject({ state: 'ended', endsOn: '2026-03-05' });
    expect(() => test.app.get(Coverages).requireActive(ended)).toThrow(
      expect.objectContaining({ code: 'communication.not-running' }),
    );
  });
});
