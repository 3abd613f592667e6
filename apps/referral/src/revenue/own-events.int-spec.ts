import { getRevenueBySource, recountRevenue, referralEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { anAdmin, eventually, TestBroker, type TestService } from '#libs/testing';
import { usd } from '../test-support/invoice.js';
import { mondayMorning, startReferral } from '../test-support/referral.js';
import { commissionOf } from '../test-support/revenue.js';

describe('RC-7: commission is counted from the own events', () => {
  let broker: TestBroker;
  let test: TestService;
  beforeAll(async () => {
    broker = await TestBroker.open('referral.events');
    test = await startReferral(mondayMorning, broker.url);
    await broker.untilReady(test);
  });
  afterAll(async () => {
    await test?.stop();
    await broker?.close();
  });

  it('what the outbox tells comes back by the broker, once', async () => {
    const commission = { commissionId: newId(), clientId: newId(), amount: '25.00', at: '2026-03-02T08:00:00Z' };
    const actor = anAdmin();
    await test.app.get(Transactions).run(async (tx) => {
      await test.app.get(Outbox).add(tx, referralEvents.commissionEarned, {
        ...{ aggregateId: commission.commissionId, actor },
        data: {
          ...{ ...commissionOf(commission), base: usd('100.00'), ratePercent: 25 },
          ...{ earnedAt: commission.at, releaseAt: commission.at },
        },
      });
    });
    await eventually('the commission is counted', async () => {
      const { sources } = await test.ask(getRevenueBySource, actor, {});
      return sources.some(({ commission: counted }) => counted.amount === '25.00');
    });
    expect(await test.ask(recountRevenue, actor, {})).toMatchObject({ ok: true, counted: 1 });
  });
});
