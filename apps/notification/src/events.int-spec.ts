import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { gatewayEvents, listKeptMail, listNotices, paymentsEvents, placementEvents } from '#libs/contracts';
import { assertTopology, type CloudEvent, Inbox, names, Relay, shoreline, topologyOf } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { anAdmin, contractTerms, eventually, type TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { startNotification } from './test-support/notification.js';

/** A virtual host of this worker's own: the whole topology stands in it. */
function brokerUrl(): string {
  const url = new URL(process.env.TEST_AMQP_URL ?? '');
  url.pathname = `/test-${process.env.JEST_WORKER_ID ?? 1}`;
  return url.href;
}

describe('Events over the broker', () => {
  let connection: ChannelModel;
  let channel: ConfirmChannel;
  let test: TestService;

  beforeAll(async () => {
    connection = await connect(brokerUrl());
    channel = await connection.createConfirmChannel();
    await assertTopology(channel, topologyOf(shoreline));
    await channel.purgeQueue('notification.events');
    test = await startNotification({}, { amqpUrl: brokerUrl() });
    await eventually(
      'the inbox is read and the relay up',
      () => test.app.get(Inbox).ready && test.app.get(Relay).ready,
    );
  }, 60_000);
  afterAll(async () => {
    await test?.stop();
    await connection?.close();
  }, 30_000);

  const publish = (
    { type }: { type: string },
    subject: string,
    aggregateversion: number,
    data: object,
    id = newId(),
  ) => {
    const event: CloudEvent = {
      ...{ specversion: '1.0', id, source: '/shoreline/test', type, time: '2026-03-02T09:00:00.000Z', subject, data },
      ...{ aggregateversion, actorid: newId(), actorrole: 'system' },
    };
    const content = Buffer.from(JSON.stringify(event));
    channel.publish(names.events, type, content, { messageId: id, persistent: true });
  };
  const drain = async () => {
    await channel.waitForConfirms();
    await test.app.get(Inbox).drain();
    await test.app.get(TimerWorker).runDue();
  };
  const noticesTo = async (recipientId: string) =>
    (await test.ask(listNotices, anAdmin(), { recipientId })).items.map(
      ({ template, state }) => `${template} ${state}`,
    );

  const account = (accountId: string, name: string) => ({
    ...{ accountId, role: 'expert', name, email: `${accountId}@example.com`, clientId: null, disabled: false },
  });

  it('twice, and in the wrong order, they tell once', async () => {
    const [expertId, payoutId] = [newId(), newId()];
    const payout = { payoutId, expertId, amount: { amount: '10.00', currency: 'USD' } };
    publish(gatewayEvents.accountCreated, expertId, 1, account(expertId, 'Ana'));
    const paid = { ...payout, bankReference: null, paidAt: '2026-03-02T09:00:00.000Z' };
    publish(paymentsEvents.payoutPaid, payoutId, 2, paid);
    const id = newId();
    for (let copy = 0; copy < 3; copy++)
      publish(paymentsEvents.payoutSent, payoutId, 1, { ...payout, bankReference: null }, id);
    publish(paymentsEvents.payoutPaid, payoutId, 2, paid);
    await drain();
    expect((await noticesTo(expertId)).sort()).toEqual(['payout-paid sent', 'payout-sent sent']);
    const { items } = await test.ask(listKeptMail, anAdmin(), { to: expertId });
    expect(items).toHaveLength(2);
  }, 30_000);

  it('a placement that begins is learnt before its welcome is written', async () => {
    const [expertId, clientId, placementId] = [newId(), newId(), newId()];
    publish(gatewayEvents.accountCreated, expertId, 1, account(expertId, 'Ana'));
    publish(placementEvents.clientRegistered, clientId, 1, {
      ...{ clientId, name: 'Blue Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null, contacts: [] },
    });
    publish(placementEvents.placementActivated, placementId, 1, {
      ...{ placementId, clientId, expertId, title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana' },
      ...{ programme: 'network', programmeVersion: 1, terms: contractTerms },
    });
    publish(placementEvents.placementPaused, placementId, 2, {
      ...{ placementId, clientId, expertId, from: '2026-04-01', reason: 'Budget' },
    });
    await drain();
    const { items } = await test.ask(listNotices, anAdmin(), { recipientId: expertId });
    expect(items.map(({ subject }) => subject).sort()).toEqual([
      'Storefront pauses from Wednesday 1 April 2026',
      'Welcome: you work with Blue Heron on Storefront',
    ]);
    const learnt = `select distinct envelope->>'placementId' as id from notices where about_id = $1`;
    expect(await test.query(learnt, [placementId])).toEqual([{ id: placementId }]);
  }, 30_000);

  it('what is sent is told: its event leaves by the outbox', async () => {
    await test.app.get(Relay).flush();
    expect(await test.query('select from outbox')).toEqual([]);
  });
});
