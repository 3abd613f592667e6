import { type ClientName, clients, type ExpertName, experts } from './cast.js';
import { tellCommission, tellRevenue } from './commission.js';
import { tellOpinions, tellWatermelon } from './feedback.js';
import type { Balances } from './payouts.js';
import type { Stage } from './stage.js';

interface Money {
  amount: string;
  currency: string;
}
interface Receivable {
  clientId: string;
  clientName: string;
  amount: Money;
  minutes: number;
  settlements: number;
}
interface Evidence {
  entries: {
    taskTitle: string;
    estimateMinutes: number | null;
    workedOn: string;
    minutes: number;
    approvedBy: string;
    settledAt: string | null;
    pay: Money | null;
    payouts: { amount: Money; bankReference: string | null }[];
  }[];
}
interface Reconciliation {
  ok: boolean;
  checks: { name: string; ok: boolean; counted: number; differences: string[] }[];
}

/** Balances, what clients owe, commission, where revenue comes from, one payout explained, and the proof. True when the reconciliation finds nothing. */
export async function sumUp(stage: Stage): Promise<boolean> {
  await stage.admin.post('/settlement-runs');
  await stage.moveTo(await stage.now());
  await tellBalances(stage);
  await tellReceivables(stage);
  await explainPayout(stage);
  await tellCommission(stage);
  await tellRevenue(stage);
  await tellWatermelon(stage);
  await tellOpinions(stage);
  return reconcile(stage);
}

async function tellBalances(stage: Stage): Promise<void> {
  stage.tell('Safe balances');
  for (const name of Object.keys(experts) as ExpertName[]) {
    const { givenName, familyName } = experts[name].application;
    const { balances } = await stage.ae.get<Balances>(`/experts/${stage.expert(name).account.id}/balances`);
    for (const { currency, available, reserved, waiting } of balances) {
      stage.tell(
        `  ${givenName} ${familyName}: ${available.amount} ${currency} available, ${reserved.amount} reserved, ${waiting.amount} waiting`,
      );
    }
    if (balances.length === 0) stage.tell(`  ${givenName} ${familyName}: nothing yet`);
  }
}

async function tellReceivables(stage: Stage): Promise<void> {
  stage.tell('What clients owe');
  for (const name of Object.keys(clients) as ClientName[]) {
    const { items } = await stage.client(name).get<{ items: Receivable[] }>('/receivables');
    for (const { clientName, amount, minutes, settlements } of items) {
      stage.tell(
        `  ${clientName}: ${amount.amount} ${amount.currency} for ${(minutes / 60).toFixed(2)} h in ${settlements} settlements`,
      );
    }
  }
}

async function explainPayout(stage: Stage): Promise<void> {
  const { items } = await stage.expert('ada').get<{ items: { id: string; amount: Money }[] }>('/payouts?state=paid');
  const payout = items[0];
  if (!payout) return;
  const { entries } = await stage.ae.get<Evidence>(`/evidence?payoutId=${payout.id}`);
  const [line] = entries;
  stage.tell(
    `Where ${payout.amount.amount} ${payout.amount.currency} to Ada came from: ${entries.length} lines, the first of them`,
  );
  if (line) {
    stage.tell(
      `  "${line.taskTitle}" (estimate ${line.estimateMinutes} min), ${line.minutes} min on ${line.workedOn}, approved by ${line.approvedBy}, settled ${line.settledAt?.slice(0, 10)} at ${line.pay?.amount} USD, paid under ${line.payouts[0]?.bankReference}`,
    );
  }
}

async function reconcile(stage: Stage): Promise<boolean> {
  const { ok, checks } = await stage.admin.get<Reconciliation>('/reconciliation');
  stage.tell(`Reconciliation: ${ok ? 'ok' : 'DIFFERENCES'}`);
  for (const check of checks) {
    stage.tell(`  ${check.ok ? 'ok ' : 'NOT'} ${check.name} (${check.counted} counted)`);
    for (const difference of check.differences) stage.tell(`        ${difference}`);
  }
  return ok;
}
