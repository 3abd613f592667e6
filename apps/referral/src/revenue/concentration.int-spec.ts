import {
  getConcentration,
  getReferralPolicy,
  placementEvents,
  referralEvents,
  setReferralPolicy,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { anAdmin, type TestService } from '#libs/testing';
import { usd } from '../test-support/invoice.js';
import { startReferral } from '../test-support/referral.js';
import { anInvoice, aPlacement, hearsCredited, hearsIssued } from '../test-support/revenue.js';

describe('PL-18: not in one basket', () => {
  let test: TestService;
  beforeEach(async () => (test = await startReferral()));
  afterEach(() => test.stop());

  const ada = anAdmin();
  const report = () => test.ask(getConcentration, ada, {});
  const told = async () =>
    (await test.told(referralEvents.concentrationExceeded)).map(({ clientId, of, shareBasisPoints }) => ({
      ...{ clientId, of, shareBasisPoints },
    }));
  const named = async (name: string): Promise<string> => {
    const clientId = newId();
    await test.hears(placementEvents.clientRegistered, clientId, {
      ...{ clientId, name, timeZone: 'Europe/Berlin', country: 'DE' },
    });
    return clientId;
  };
  /** Five clients with as much revenue each: nobody has more than a fifth. */
  const five = async (): Promise<string[]> => {
    const clients = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) clients.push(await named(name));
    for (const clientId of clients) await hearsIssued(test, anInvoice({ clientId }));
    return clients;
  };
  const limitIs = async (concentrationLimitPercent: number): Promise<void> => {
    const { version, ...policy } = await test.ask(getReferralPolicy, ada, {});
    await test.ask(setReferralPolicy, ada, { version, policy: { ...policy, concentrationLimitPercent } });
  };

  it('gives shares of active placements and of revenue, the indexes, and who is over the limit', async () => {
    const [heron, wren] = [await named('Blue Heron'), await named('Wren')];
    const quiet = newId();
    await hearsIssued(test, anInvoice({ clientId: heron, net: '600.00' }));
    await hearsIssued(test, anInvoice({ clientId: wren, net: '300.00' }));
    await hearsIssued(test, anInvoice({ clientId: quiet, net: '100.00' }));
    await hearsIssued(test, anInvoice({ clientId: quiet, net: '9000.00', issuedOn: '2025-03-31' }));
    await aPlacement(test, heron);
    await aPlacement(test, wren);
    await aPlacement(test, wren);
    const gone = await aPlacement(test, quiet);
    await gone.end();
    expect(await report()).toEqual({
      ...{ currency: 'USD', from: '2025-04', to: '2026-03', limit: 2000 },
      placements: { total: 3, herfindahl: 5556 },
      revenue: { total: usd('1000.00'), herfindahl: 4600 },
      clients: [
        {
          ...{ clientId: wren, clientName: 'Wren', placements: 2, placementShare: 6667 },
          ...{ revenue: usd('300.00'), revenueShare: 3000, overLimit: ['placements', 'revenue'] },
        },
        {
          ...{ clientId: heron, clientName: 'Blue Heron', placements: 1, placementShare: 3333 },
          ...{ revenue: usd('600.00'), revenueShare: 6000, overLimit: ['placements', 'revenue'] },
        },
        {
          ...{ clientId: quiet, clientName: quiet, placements: 0, placementShare: 0 },
          ...{ revenue: usd('100.00'), revenueShare: 1000, overLimit: [] },
        },
      ],
    });
  });

  it('without anything there is no index', async () => {
    expect(await report()).toMatchObject({
      ...{ placements: { total: 0, herfindahl: null }, revenue: { total: usd('0.00'), herfindahl: null }, clients: [] },
    });
  });

  it('the indexes are over all, the list names the largest hundred', async () => {
    for (let n = 0; n < 101; n++) await hearsIssued(test, anInvoice({ net: n ? '1.00' : '2.00' }));
    const { revenue, clients } = await report();
    expect(clients).toHaveLength(100);
    expect(clients[0]!.revenue).toEqual(usd('2.00'));
    expect(revenue).toEqual({ total: usd('102.00'), herfindahl: 100 });
  });

  it('tells once of a client that passes the limit, and again only after it came below', async () => {
    const [first] = await five();
    await test.until('2026-03-04T12:00:00Z');
    expect(await told()).toEqual([]);
    const more = anInvoice({ clientId: first!, net: '0.01' });
    await hearsIssued(test, more);
    await test.until('2026-03-04T12:09:59Z');
    expect(await told()).toEqual([]);
    await test.until('2026-03-04T12:10:00Z');
    const once = { clientId: first, of: 'revenue', shareBasisPoints: 2000 };
    expect(await told()).toEqual([once]);
    // Further over, and the nights after: nothing new.
    await hearsIssued(test, anInvoice({ clientId: first!, net: '1000.00' }));
    await test.until('2026-03-08T12:00:00Z');
    expect(await told()).toEqual([once]);
    await hearsCredited(test, more, { net: '1000.01', issuedOn: '2026-03-08' });
    await test.until('2026-03-09T12:00:00Z');
    await hearsIssued(test, anInvoice({ clientId: first!, net: '1000.00' }));
    await test.until('2026-03-10T12:00:00Z');
    expect(await told()).toEqual([once, { ...once, shareBasisPoints: 3333 }]);
  });

  it('tells of placements apart from revenue, and of what the limit is', async () => {
    const [first] = await five();
    await aPlacement(test, first!);
    await test.until('2026-03-02T09:00:00Z');
    expect(await test.told(referralEvents.concentrationExceeded)).toEqual([
      {
        ...{ clientId: first, clientName: 'A', of: 'placements', currency: null, shareBasisPoints: 10_000 },
        ...{ limitBasisPoints: 2000, at: '2026-03-02T08:10:00.000Z' },
      },
    ]);
  });

  it('looks at each currency by itself, and tells of each once', async () => {
    const [first, second] = await five();
    const inEuro = anInvoice({ clientId: first!, net: '30.00', currency: 'EUR' });
    await hearsIssued(test, inEuro);
    await hearsIssued(test, anInvoice({ clientId: first!, currency: 'GBP' }));
    await test.until('2026-03-05T12:00:00Z');
    const ofEach = async () =>
      (await test.told(referralEvents.concentrationExceeded)).map(({ clientId, of, currency, shareBasisPoints }) => [
        ...[clientId, of, currency, shareBasisPoints],
      ]);
    const once = [
      [first, 'revenue', 'EUR', 10_000],
      [first, 'revenue', 'GBP', 10_000],
    ];
    expect(await ofEach()).toEqual(once);
    // In one currency below and above again, in the other as before; its dollars and placements are still few.
    await hearsCredited(test, inEuro, { net: '30.00', issuedOn: '2026-03-05' });
    await hearsIssued(test, anInvoice({ clientId: second!, net: '30.00', currency: 'EUR' }));
    await test.until('2026-03-06T12:00:00Z');
    const then = [...once, [second, 'revenue', 'EUR', 10_000]];
    expect(await ofEach()).toEqual(then);
    await hearsIssued(test, anInvoice({ clientId: first!, net: '60.00', currency: 'EUR' }));
    await aPlacement(test, second!);
    await test.until('2026-03-07T12:00:00Z');
    expect(await ofEach()).toEqual([
      ...[...then, [second, 'placements', null, 10_000]],
      [first, 'revenue', 'EUR', 6667],
    ]);
  });

  it('looks again every night: a lower limit, and months that leave the window', async () => {
    const clients = await five();
    await hearsIssued(test, anInvoice({ clientId: clients[1]!, net: '400.00', issuedOn: '2025-04-10' }));
    await limitIs(30);
    await test.until('2026-03-03T02:00:00Z');
    expect(await told()).toEqual([]);
    await limitIs(20);
    await test.until('2026-03-04T00:59:59Z');
    expect(await told()).toEqual([]);
    await test.until('2026-03-04T01:00:00Z');
    const of = { clientId: clients[1], of: 'revenue', shareBasisPoints: 2592 };
    expect(await told()).toEqual([of]);
    // April 2025 leaves with it what was over: it may be told of again.
    await test.until('2026-04-02T00:00:00Z');
    await hearsIssued(test, anInvoice({ clientId: clients[1]!, net: '400.00', issuedOn: '2026-04-01' }));
    await test.until('2026-04-03T00:00:00Z');
    expect(await told()).toEqual([of, of]);
  });
});
