import type { Actor } from '#libs/access';
import { explainClock, getClock, getCoverage, placementEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { TestBroker, type TestService } from '#libs/testing';
import { ClockControl } from '#libs/time';
import { aClientUser, anAe, anExpert, aTeamLead, terms, type TestPlacement } from '../test-support/builders.js';
import { aClock } from '../test-support/clocks.js';
import { startCommunication } from '../test-support/communication.js';

const { placementSelected, placementActivated, placementPaused, placementResumed, clientRegistered, clientChanged } =
  placementEvents;

describe('Events that come twice or out of order', () => {
  let broker: TestBroker;
  let test: TestService;

  beforeAll(async () => {
    broker = await TestBroker.open('communication.events');
    test = await startCommunication('2026-03-02T08:00:00Z', broker.url);
    await broker.untilReady(test);
  });
  afterAll(async () => {
    await test?.stop();
    await broker?.close();
  });

  const aStranger = (): TestPlacement => ({
    ...{ placementId: newId(), client: aClientUser(), expert: anExpert(), ae: anAe(), lead: aTeamLead() },
  });
  const about = ({ placementId, client, expert }: TestPlacement) => ({
    ...{ placementId, clientId: client.clientId, expertId: expert.expertId },
  });
  const activated = (placement: TestPlacement) => ({
    ...about(placement),
    ...{ title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana Šimić' },
    ...{ programme: 'network', programmeVersion: 1, terms },
  });
  const selected = (placement: TestPlacement) => ({
    ...about(placement),
    ...{ openingId: newId(), offerId: newId(), programme: 'network', readyBy: '2026-03-01T12:00:00.000Z' },
  });
  const pause = (placement: TestPlacement) => ({ ...about(placement), from: '2026-03-02', reason: 'Holidays' });
  const client = ({ client: { clientId }, ae }: TestPlacement, owner: Actor | null = ae) => ({
    ...{ clientId, name: 'Blue Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: owner?.id ?? null },
    contacts: [],
  });

  it('leave the same coverage, whatever the order', async () => {
    const placements = [aStranger(), aStranger()];
    const [first, second] = placements as [TestPlacement, TestPlacement];
    broker.publish(placementActivated, first.placementId, 2, activated(first));
    broker.publish(placementSelected, first.placementId, 1, selected(first));
    broker.publish(clientChanged, first.client.clientId!, 2, client(first));
    broker.publish(clientRegistered, first.client.clientId!, 1, client(first, null));

    broker.publish(clientRegistered, second.client.clientId!, 1, client(second, null));
    broker.publish(placementSelected, second.placementId, 1, selected(second));
    for (let copy = 0; copy < 2; copy++) broker.publish(placementActivated, second.placementId, 2, activated(second));
    for (let copy = 0; copy < 2; copy++) broker.publish(clientChanged, second.client.clientId!, 2, client(second));
    await broker.drained(test);
    for (const placement of placements) {
      expect(await test.ask(getCoverage, placement.client, placement)).toMatchObject({
        ...{ state: 'active', calendarVersion: 1, accountExecutiveId: placement.ae.id },
      });
    }
  });

  it('CS-7: leave the same clocks: paused once, resumed once', async () => {
    const placements = [aStranger(), aStranger()];
    const [inOrder, disordered] = placements as [TestPlacement, TestPlacement];
    for (const placement of placements) {
      broker.publish(placementSelected, placement.placementId, 1, selected(placement));
      broker.publish(placementActivated, placement.placementId, 2, activated(placement));
    }
    await broker.drained(test);
    const clocks = [await aClock(test, inOrder), await aClock(test, disordered)];
    await test.app.get(ClockControl).set(new Date('2026-03-02T08:10:00Z'));
    broker.publish(placementPaused, inOrder.placementId, 3, pause(inOrder));
    broker.publish(placementResumed, inOrder.placementId, 4, pause(inOrder));
    for (let copy = 0; copy < 2; copy++) broker.publish(placementResumed, disordered.placementId, 4, pause(disordered));
    for (let copy = 0; copy < 2; copy++) broker.publish(placementPaused, disordered.placementId, 3, pause(disordered));
    await broker.drained(test);
    for (const { id } of clocks) {
      expect(await test.ask(getClock, anAe(), { id })).toMatchObject({
        ...{ state: 'running', countedSeconds: 600, dueAt: '2026-03-02T09:00:00.000Z' },
      });
      const { stretches } = await test.ask(explainClock, anAe(), { id });
      expect(stretches.map(({ label, seconds }) => [label, seconds])).toEqual([['counted', 600]]);
    }
    const events = await test.query<{ kinds: string[] }>(
      `select array(select event->>'kind' from jsonb_array_elements(events) event) as kinds from clocks`,
    );
    expect(events).toEqual([0, 1].map(() => ({ kinds: ['started', 'stopped', 'reopened'] })));
  });
});
