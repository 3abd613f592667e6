import request from 'supertest';
import { newId } from '#libs/persistence';
import { GatewayModule } from '../gateway.module.js';
import { startTestApp, type TestApp } from '../test-app.js';

describe('the routes of money', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startTestApp(GatewayModule);
  });
  afterAll(() => gateway.close());

  const get = async (path: string, role: 'admin' | 'expert') =>
    request(gateway.app.getHttpAdapter().getInstance().server)
      .get(path)
      .set('authorization', await gateway.bearer(role));

  describe('the reconciliation (PM-12)', () => {
    let recount = { ok: true, counted: 3, differences: [] as string[] };
    const totals = [
      {
        ...{ referrerId: newId(), currency: 'USD' },
        ...{ held: { amount: '1.00', currency: 'USD' }, credited: { amount: '2.00', currency: 'USD' } },
      },
    ];
    let commission = { ok: true, differences: [] as string[], totals };
    /** Answers a look after the other with the checks that differ, then with none. */
    const looks = (...differing: string[][]): void => {
      const left = [...differing];
      gateway.asked.length = 0;
      gateway.answer(({ name }) => {
        if (name === 'timesheet.approved-totals') return { items: [{ placementId: newId(), lines: 1, minutes: 60 }] };
        if (name === 'quality.recount-nps') return recount;
        if (name === 'referral.list-commission-totals') return commission;
        const wrong = left.shift() ?? [];
        const checks = ['approved-hours-arrived', 'commissions-arrived', 'hash-chain'].map((check) => ({
          ...{ name: check, rule: 'PM-12', ok: !wrong.includes(check), counted: 1, differences: [] },
        }));
        return { ok: wrong.length === 0, at: '2026-01-19T00:00:00.000Z', checks };
      });
    };
    const looked = () => gateway.asked.filter(({ name }) => name === 'payments.reconcile');

    it("hands on the timesheet's and referral's count, and is done when all is right", async () => {
      looks();
      const { body } = await get('/v1/reconciliation', 'admin');
      expect(body).toMatchObject({ ok: true });
      expect(looked()).toMatchObject([{ input: { approved: [{ lines: 1, minutes: 60 }], commissions: totals } }]);
    });

    it('QN-2: counts the answers of clients, too', async () => {
      looks();
      recount = { ok: false, counted: 3, differences: ['network 2026-03-02: 3 promoters, counted 2'] };
      const { body } = await get('/v1/reconciliation', 'admin');
      expect(body).toMatchObject({ ok: false, checks: [{}, {}, {}, {}, { rule: 'QN-2', ...recount }] });
      recount = { ok: true, counted: 3, differences: [] };
      expect((await get('/v1/reconciliation', 'admin')).body).toMatchObject({ ok: true });
    });

    it('RC-8: tells what referral finds when it recounts, which no waiting mends', async () => {
      looks();
      commission = { ok: false, totals, differences: ['Invoice INV-2026-000001 earned 1.00 too much.'] };
      const { body } = await get('/v1/reconciliation', 'admin');
      const { ok, differences } = commission;
      expect(body).toMatchObject({
        ok: false,
        checks: [{}, {}, {}, { rule: 'RC-8', counted: 1, ok, differences }, {}],
      });
      expect(looked()).toHaveLength(1);
      commission = { ok: true, totals, differences: [] };
    });

    it.each(['approved-hours-arrived', 'commissions-arrived'])(
      'looks again while %s may be on its way',
      async (name) => {
        looks([name]);
        expect((await get('/v1/reconciliation', 'admin')).body).toMatchObject({ ok: true });
        expect(looked()).toHaveLength(2);
      },
    );

    it('gives up after the third look', async () => {
      looks(...Array.from({ length: 5 }, () => ['approved-hours-arrived']));
      expect((await get('/v1/reconciliation', 'admin')).body).toMatchObject({ ok: false });
      expect(looked()).toHaveLength(3);
    });

    it('does not look again at what no waiting can mend', async () => {
      looks(['approved-hours-arrived', 'hash-chain']);
      expect((await get('/v1/reconciliation', 'admin')).body).toMatchObject({ ok: false });
      expect(looked()).toHaveLength(1);
    });
  });

  it('the timeline is one file, however many pages it has (PM-9)', async () => {
    const item = (n: number) => ({
      ...{ id: newId(), at: '2026-01-19T00:00:00.000Z', kind: 'settlement', state: 'settled', nextDate: null },
      ...{ amount: { amount: `${n}.00`, currency: 'USD' }, balance: { amount: `${n}.00`, currency: 'USD' } },
      ...{ reason: `Line ${n}`, settlementId: null, payoutId: null, commissionId: null },
    });
    gateway.asked.length = 0;
    gateway.answer(({ input }) => {
      const { cursor } = input as { cursor?: string };
      return { items: [item(cursor ? 2 : 1)], nextCursor: cursor ? null : 'more' };
    });
    const path = `/v1/experts/${newId()}/timeline.csv`;
    const { status, headers, text } = await get(`${path}?kind=settlement`, 'expert');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('timeline.csv');
    expect(text.trim().split('\n')).toEqual([
      expect.stringContaining('at,kind,amount'),
      expect.stringContaining('Line 1'),
      expect.stringContaining('Line 2'),
    ]);
    expect(gateway.asked[0]).toMatchObject({ input: { kind: 'settlement', sort: 'at' } });
    expect((await get(`${path}?kind=nonsense`, 'expert')).headers['content-type']).toContain(
      'application/problem+json',
    );
  });
});
