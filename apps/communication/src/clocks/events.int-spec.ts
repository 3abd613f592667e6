import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import type { Actor } from '#libs/access';
import { explainClock, getClock, getCoverage, placementEvents } from '#libs/contracts';
import { assertTopology, type CloudEvent, Inbox, names, Relay, shoreline, topologyOf } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { eventually, type TestService } from '#libs/testing';
import { ClockControl } from '#libs/time';
import { aClientUser, anAe, anExpert, aTeamLead, terms, type TestPlacement } from '../test-support/builders.js';
import { aClock } from '../test-support/clocks.js';
import { startCommunication } from '../test-support/communication.js';

const { placementSelected, placementActivated, placementPaused, placementResumed, clientRegistered, clientChanged } =
  placementEvents;

/** A virtual host of this worker's own: the whole topology stands in it. */
function brokerUrl(): string {
  const url = new URL(process.env.TEST_AMQP_URL ?? '');
  url.pathname = `/test-${process.env.JEST_WORKER_ID ?? 1}`;
  return url.href;
}

describe('Events that come twice or out of order', () => {
  let connection: ChannelModel;
  let channel: ConfirmChannel;
  let test: TestService;

  beforeAll(async () => {
    connection = await connect(brokerUrl());
    channel = await connection.createConfirmChannel();
    await assertTopology(channel, topologyOf(shoreline));
    await channel.purgeQueue('communication.events');
    test = await startCommunication('2026-03-02T08:00:00Z', brokerUrl());
    await eventually(
      'queues are consumed and the relay is up',
      () => test.app.get(Inbox).ready && test.app.get(Relay).ready,
    );
  }, 30_000);
  afterAll(async () => {
    await test?.stop();
    await connection?.close();
  }, 30_000);

  const aStranger = (): TestPlacement => ({
    ...{ placementId: newId(), client: aClientUser(), expert: anExpert(), ae: anAe(), lead: aTeamLead() },
  });
  const publish = ({ type }: { type: string }, subject: string, aggregateversion: number, data: object): void => {
    const event: CloudEvent = {
      ...{ specversion: '1.0', id: newId(), source: '/shoreline/placement', type, subject, data, aggregateversion },
      ...{ time: '2026-03-01T12:00:00.000Z', actorid: newId(), actorrole: 'account-executive' },
    };
    const content = Buffer.from(JSON.stringify(event));
    channel.publish(names.events, type, content, { messageId: event.id, persistent: true });
  };
  /** Until everything is worked off, also what came too early and rests for a second. */
  const drain = async () => {
    await channel.waitForConfirms();
    await test.app.get(Inbox).drain();
  };
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
    publish(placementActivated, first.placementId, 2, activated(first));
    publish(placementSelected, first.placementId, 1, selected(first));
    publish(clientChanged, first.client.clientId!, 2, client(first));
    publish(clientRegistered, first.client.clientId!, 1, client(first, null));

    publish(clientRegistered, second.client.clientId!, 1, client(second, null));
    publish(placementSelected, second.placementId, 1, selected(second));
    for (let copy = 0; copy < 2; copy++) publish(placementActivated, second.placementId, 2, activated(second));
    for (let copy = 0; copy < 2; copy++) publish(clientChanged, second.client.clientId!, 2, client(second));
    await drain();
    for (const placement of placements) {
      expect(await test.ask(getCoverage, placement.client, placement)).toMatchObject({
        ...{ state: 'active', calendarVersion: 1, accountExecutiveId: placement.ae.id },
      });
    }
  }, 30_000);

  it('CS-7: leave the same clocks: paused once, resumed once', async () => {
    const placements = [aStranger(), aStranger()];
    const [inOrder, disordered] = placements as [TestPlacement, TestPlacement];
    for (const placement of placements) {
      publish(placementSelected, placement.placementId, 1, selected(placement));
      publish(placementActivated, placement.placementId, 2, activated(placement));
    }
    await drain();
    const clocks = [await aClock(test, inOrder), await aClock(test, disordered)];
    await test.app.get(ClockControl).set(new Date('2026-03-02T08:10:00Z'));
    publish(placementPaused, inOrder.placementId, 3, pause(inOrder));
    publish(placementResumed, inOrder.placementId, 4, pause(inOrder));
    for (let copy = 0; copy < 2; copy++) publish(placementResumed, disordered.placementId, 4, pause(disordered));
    for (let copy = 0; copy < 2; copy++) publish(placementPaused, disordered.placementId, 3, pause(disordered));
    await drain();
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
  }, 30_000);
});
