import { newId } from '#libs/persistence';
import { aPartner, type TestService } from '#libs/testing';
import { aCommission } from '../test-support/commissions.js';
import { anExpert, differences, startPayments } from '../test-support/payments.js';

type Told = ReturnType<typeof aCommission>;
type Step = 'earned' | 'takenBack' | 'released';

const takenBackId = newId();
const tell = (commission: Told, step: Step): Promise<void> =>
  step === 'earned'
    ? commission.earned('100.00')
    : step === 'takenBack'
      ? commission.takenBack('30.00', { takenBackId })
      : commission.released('60.00', '10.00');

describe('commission in the ledger (RC-5, RC-8)', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startPayments();
  });
  afterEach(() => service.stop());

  const balances = async (ownerId: string) => {
    const rows = await service.query<{ account: string; minor: string }>(
      'select account, balance_minor as minor from account_balances where owner_id = $1 order by account',
      [ownerId],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
  };
  const kinds = async () => {
    const rows = await service.query<{ kind: string }>('select kind from journal order by kind');
    return rows.map(({ kind }) => kind);
  };

  const orders: Step[][] = [
    ['earned', 'takenBack', 'released'],
    ['earned', 'released', 'takenBack'],
    ['takenBack', 'earned', 'released'],
    ['takenBack', 'released', 'earned'],
    ['released', 'earned', 'takenBack'],
    ['released', 'takenBack', 'earned'],
  ];
  it.each(orders)('told %s, %s, %s, each twice, is posted once, the same', async (...steps) => {
    const referrer = aPartner();
    const commission = aCommission(service, { referrer });
    for (const step of [...steps, ...steps]) await tell(commission, step);

    // 100.00 earned, 30.00 taken back, 60.00 credited: 10.00 is held, which was set off against what was owed back
    expect(await balances(referrer.id)).toEqual({ 'referrer-held': '-1000', 'referrer-safe': '-6000' });
    expect(await kinds()).toEqual(['commission-earned', 'commission-released', 'commission-taken-back']);
    expect(await differences(service)).toEqual({});
  });

  it("an expert's goes to the safe balance it has of its work", async () => {
    const referrer = anExpert();
    const commission = aCommission(service, { referrer });
    await commission.earned('100.00');
    await commission.released('100.00');
    expect(await balances(referrer.id)).toEqual({ 'expert-safe': '-10000', 'referrer-held': '0' });
  });

  it('what was taken back after release is owed until it is set off, which moves no money', async () => {
    const referrer = aPartner();
    const [first, next] = [aCommission(service, { referrer }), aCommission(service, { referrer })];
    await first.earned('100.00');
    await first.released('100.00');
    await first.takenBack('40.00', { afterRelease: true });
    expect(await balances(referrer.id)).toEqual({ 'referrer-held': '4000', 'referrer-safe': '-10000' });
    await next.earned('40.00');
    await next.released('0.00', '40.00');
    expect(await balances(referrer.id)).toEqual({ 'referrer-held': '0', 'referrer-safe': '-10000' });
    expect(await differences(service)).toEqual({});
  });

  it('the same told many times at once is one', async () => {
    const referrer = aPartner();
    const commission = aCommission(service, { referrer });
    await Promise.all(Array.from({ length: 20 }, () => commission.earned('100.00')));
    expect(await balances(referrer.id)).toEqual({ 'referrer-held': '-10000' });
  });
});
