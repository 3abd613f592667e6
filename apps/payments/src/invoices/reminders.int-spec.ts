import { creditInvoice, getInvoice, paymentsEvents } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import { anInvoice } from '../test-support/invoices.js';
import { anAe, aPlacement, startPayments, usd } from '../test-support/payments.js';

const { invoiceReminded } = paymentsEvents;

/** PM-4. Issued on 20 January, due on 3 February, reminded on -3, 1, 7, 14. */
describe('reminders of invoices', () => {
  let service: TestService;
  let id: string;

  beforeEach(async () => {
    service = await startPayments();
    ({ id } = await anInvoice(service, await aPlacement(service)));
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

  it('are none of what is void', async () => {
    await service.ask(creditInvoice, anAe(), { id, reason: 'All of it' });
    await service.until('2026-06-01T00:00:00Z');
    expect(await told()).toEqual([]);
  });
});
