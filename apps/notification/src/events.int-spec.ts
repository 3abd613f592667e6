import { gatewayEvents, listKeptMail, listNotices, paymentsEvents, placementEvents } from '#libs/contracts';
import { Relay } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { anAdmin, contractTerms, TestBroker, type TestService } from '#libs/testing';
import { TimerWorker } from '#libs/time';
import { startNotification } from './test-support/notification.js';

describe('Events over the broker', () => {
  let broker: TestBroker;
  let test: TestService;

  beforeAll(async () => {
    broker = await TestBroker.open('notification.events');
    test = await startNotification({}, { amqpUrl: broker.url });
    await broker.untilReady(test);
  });
  afterAll(async () => {
    await test?.stop();
    await broker?.close();
  });

  const drain = async () => {
    await broker.drained(test);
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
    broker.publish(gatewayEvents.accountCreated, expertId, 1, account(expertId, 'Ana'));
    const paid = { ...payout, bankReference: null, paidAt: '2026-03-02T09:00:00.000Z' };
    broker.publish(paymentsEvents.payoutPaid, payoutId, 2, paid);
    const id = newId();
    for (let copy = 0; copy < 3; copy++)
      broker.publish(paymentsEvents.payoutSent, payoutId, 1, { ...payout, bankReference: null }, id);
    broker.publish(paymentsEvents.payoutPaid, payoutId, 2, paid);
    await drain();
    expect((await noticesTo(expertId)).sort()).toEqual(['payout-paid sent', 'payout-sent sent']);
    const { items } = await test.ask(listKeptMail, anAdmin(), { to: expertId });
    expect(items).toHaveLength(2);
  });

  it('a placement that begins is learnt before its welcome is written', async () => {
    const [expertId, clientId, placementId] = [newId(), newId(), newId()];
    broker.publish(gatewayEvents.accountCreated, expertId, 1, account(expertId, 'Ana'));
    broker.publish(placementEvents.clientRegistered, clientId, 1, {
      ...{ clientId, name: 'Blue Heron', timeZone: 'Europe/Berlin', country: 'DE', ownerId: null, contacts: [] },
    });
    broker.publish(placementEvents.placementActivated, placementId, 1, {
      ...{ placementId, clientId, expertId, title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana' },
      ...{ programme: 'network', programmeVersion: 1, terms: contractTerms },
    });
    broker.publish(placementEvents.placementPaused, placementId, 2, {
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
  });

  it('what is sent is told: its event leaves by the outbox', async () => {
    await test.app.get(Relay).flush();
    expect(await test.query('select from outbox')).toEqual([]);
  });
});
