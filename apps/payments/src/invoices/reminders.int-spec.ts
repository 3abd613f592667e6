import { creditInvoice, getInvoice, paymentsEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import { aPayment, anInvoice } from '../test-support/invoices.js';
import { anAe, aPlacement, type Engagement, startPayments, usd } from '../test-support/payments.js';

const { creditUnallocated, invoiceReminded } = paymentsEvents;

/** PM-4. Issued on 20 January, due on 3 February, reminded on -3, 1, 7, 14. */
describe('reminders of invoices', () => {
  let service: TestService;
  let id: string;
  let engagement: Engagement;

  beforeEach(async () => {
    service = await startPayments();
    engagement = await aPlacement(service);
    ({ id } = await anInvoice(service, engagement));
  });
  afterEach(() => service.stop());

  const told = () => service.told(invoiceReminded);

  it('go out on their days, each once', async () => {
    await service.until('2026-01-31T07:59:59Z');
    expect(await told()).toEqual([]);
    await service.until('2026-01-31T08:00:00Z');
    await service.until('2026-02-04T08:00:00Z');
    expect(await told()).toMatchObject([
      {
        invoiceNumber: 'INV-2026-000001',
        reminder: 1,
        daysOverdue: -3,
        open: usd('1011.50'),
        email: 'ap@heron.example',
      },
      { reminder: 2, daysOverdue: 1, dueOn: '2026-02-03', payTo: { reference: 'RF94INV2026000001' } },
    ]);
    await service.until('2026-06-01T00:00:00Z');
    expect((await told()).map(({ daysOverdue }) => daysOverdue)).toEqual([-3, 1, 7, 14]);
    expect(await service.ask(getInvoice, anAe(), { id })).toMatchObject({ reminders: 4, overdue: true });
  });

  it('that came due while nobody could remind are one', async () => {
    await service.app.get(ClockControl).set(new Date('2026-02-11T12:00:00Z'));
    await service.app.get(TimerWorker).runDue();
    expect(await told()).toMatchObject([{ reminder: 1, daysOverdue: 8 }]);
    await service.until('2026-06-01T00:00:00Z');
    expect((await told()).map(({ daysOverdue }) => daysOverdue)).toEqual([8, 14]);
  });

  it('stop when nothing is open, and go on when it is open again', async () => {
    await service.query(`update invoices set state = 'paid', paid_minor = 101150 where id = $1`, [id]);
    await service.until('2026-02-05T00:00:00Z');
    expect(await told()).toEqual([]);
    await service.query(`update invoices set state = 'partly-paid', paid_minor = 1150 where id = $1`, [id]);
    await service.until('2026-02-11T00:00:00Z');
    expect(await told()).toMatchObject([{ daysOverdue: 7, open: usd('1000.00') }]);
  });

  it('say what credit the client has; what it covers, the network is told of instead', async () => {
    await aPayment(service, { ...engagement, client: { ...engagement.client, clientId: newId() } }, 500_000);
    await aPayment(service, engagement, 51_150);
    await service.until('2026-01-31T08:00:00Z');
    expect(await told()).toMatchObject([{ open: usd('1011.50'), credit: usd('511.50') }]);
    const rest = await aPayment(service, engagement, 50_000);
    await service.query(`update client_payments set currency = 'EUR' where id = $1`, [rest]);
    await service.until('2026-02-04T08:00:00Z');
    expect(await told()).toMatchObject([{}, { credit: usd('511.50') }]);
    await service.query(`update client_payments set currency = 'USD' where id = $1`, [rest]);
    await service.until('2026-02-10T08:00:00Z');
    expect(await told()).toHaveLength(2);
    expect(await service.told(creditUnallocated)).toEqual([
      expect.objectContaining({ invoiceId: id, open: usd('1011.50'), credit: usd('1011.50'), dueOn: '2026-02-03' }),
    ]);
    expect(await service.ask(getInvoice, anAe(), { id })).toMatchObject({ reminders: 2 });
    await service.query(
      `insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', $2::text, 'serial', 2, 'number',
         'INV-2026-000002', 'reference', null, 'net_minor', 1, 'tax_minor', 0, 'due_on', '2026-02-02'))).* from invoices i where id = $1`,
      [id, newId()],
    );
    await service.until('2026-02-17T08:00:00Z');
    expect(await told()).toHaveLength(3);
    expect(await service.told(creditUnallocated)).toHaveLength(1);
  });

  it('are none of what is void', async () => {
    await service.ask(creditInvoice, anAe(), { id, reason: 'All of it' });
    await service.until('2026-06-01T00:00:00Z');
    expect(await told()).toEqual([]);
  });
});
