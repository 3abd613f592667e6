import { experts } from './cast.js';
import type { Stage, Wire } from './stage.js';

interface Money {
  amount: string;
  currency: string;
}
interface Payout extends Wire {
  amount: Money;
}
export interface Balances {
  balances: { currency: string; available: Money; reserved: Money; waiting: Money }[];
}

/** From the fifth week on Ada and Marc ask for money; payroll pays, and fails once. */
export async function payOut(stage: Stage, index: number): Promise<void> {
  if (index === 3) await refuseTooMuch(stage);
  if (index === 5) await ask(stage, 'marc', '1000.00', 'failed');
  if (index === 5 || index === 9) await ask(stage, 'ada', '2400.00', 'paid');
  if (index === 6) await ask(stage, 'marc', '1000.00', 'paid');
  if (index === 10) await ask(stage, 'ravi', '250.50', 'paid');
}

async function refuseTooMuch(stage: Stage): Promise<void> {
  const refusal = await stage
    .expert('ravi')
    .refusalOf((ravi) => ravi.post('/payouts', { amount: { amount: '1000000.00', currency: 'USD' } }));
  stage.tell(`  Ravi asks for a million. Refused: ${refusal.body.detail}`);
}

async function ask(
  stage: Stage,
  name: 'ada' | 'marc' | 'ravi',
  amount: string,
  outcome: 'paid' | 'failed',
): Promise<void> {
  const expert = stage.expert(name);
  const before = await expert.get<Balances>(`/experts/${expert.account.id}/balances`);
  const payout = await expert.post<Payout>('/payouts', { amount: { amount, currency: 'USD' } });
  if (payout.state === 'requested')
    await stage.ae.post(`/payouts/${payout.id}/approval`, { reason: 'The account was checked.' });
  const answer = {
    outcome,
    ...(outcome === 'paid'
      ? { bankReference: `NTRF-${payout.id.slice(-8)}` }
      : { reason: 'The bank is closed today.' }),
  };
  await stage.payroll.post(`/payouts/${payout.id}/payroll-answers`, answer);
  await stage.payroll.post(`/payouts/${payout.id}/payroll-answers`, answer);
  const after = await expert.get<Balances>(`/experts/${expert.account.id}/balances`);
  const available = (view: Balances): string => view.balances[0]!.available.amount;
  const what = outcome === 'paid' ? 'payroll pays (and says so twice)' : 'payroll cannot pay, the money is back';
  stage.tell(
    `  ${experts[name].application.givenName} asks for ${amount} of ${available(before)} USD: ${what}. Safe balance now ${available(after)} USD.`,
  );
}
