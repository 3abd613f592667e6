import { leadOf } from './bringing.js';
import type { Invoice, Money } from './invoicing.js';
import type { Stage } from './stage.js';

interface Statement {
  balances: Record<'earned' | 'held' | 'takenBack' | 'setOff' | 'credited' | 'owedBack', Money>[];
}
interface Evidence {
  commissions: { ratePercent: number; base: Money; amount: Money }[];
  moneyIn: { bankReference: string }[];
  invoices: { number: string }[];
  entries: { taskTitle: string; workedOn: string }[];
}
interface BySource {
  sources: { source: string; revenue: Money; profit: Money; revenueShare: number | null }[];
  referencesShare: number | null;
  benchmark: number;
}
interface Concentration {
  revenue: { herfindahl: number | null };
  clients: { clientName: string; revenueShare: number | null; overLimit: string[] }[];
}

const cents = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''));
const percent = (basisPoints: number | null): string => `${((basisPoints ?? 0) / 100).toFixed(1)} %`;

/** RC-4, RC-5, RC-8. What Ada got for bringing Fjord Energy, to the cent, and where it came from. */
export async function tellCommission(stage: Stage): Promise<void> {
  const ada = stage.expert('ada');
  const { balances } = await ada.get<Statement>(`/referrers/${ada.account.id}/commission-statement`);
  const [sums] = balances;
  stage.tell('Commission');
  if (!sums) return stage.tell('  Nobody has earned any yet.');
  const { earned, held, takenBack, setOff, credited, owedBack } = sums;
  stage.tell(
    `  Ada: ${earned.amount} USD earned, ${credited.amount} credited, ${held.amount} held, ${takenBack.amount} and ${setOff.amount} taken back before and after release.`,
  );
  stage.check(
    'what was earned is held, taken back, set off or credited',
    cents(earned) === cents(held) + cents(takenBack) + cents(setOff) + cents(credited) && cents(owedBack) === 0n,
  );
  const { clientId } = await leadOf(stage);
  const { items } = await stage.ae.get<{ items: (Invoice & { credited: Money; paid: Money })[] }>(
    `/invoices?clientId=${clientId}&state=paid&limit=100`,
  );
  // Without tax a quarter of what is paid; of each invoice half-even to the cent.
  const due = items.reduce((sum, { paid }) => sum + quarterOf(cents(paid)), 0n);
  const left = cents(held) + cents(credited);
  stage.check(`it is a quarter of what Fjord Energy paid, to the cent (${due})`, left === due);
  await tellTrail(stage);
}

function quarterOf(minor: bigint): bigint {
  const [whole, rest] = [minor / 4n, minor % 4n];
  return rest > 2n || (rest === 2n && whole % 2n === 1n) ? whole + 1n : whole;
}

async function tellTrail(stage: Stage): Promise<void> {
  const ada = stage.expert('ada');
  const { items } = await ada.get<{ items: { id: string; amount: Money }[] }>('/commissions?sort=earnedAt');
  const [first] = items;
  if (!first) return;
  const { commissions, moneyIn, invoices, entries } = await stage.ae.get<Evidence>(
    `/evidence?commissionId=${first.id}`,
  );
  const [commission] = commissions;
  stage.tell(
    `  Its first ${first.amount.amount} USD: ${commission?.ratePercent} % of ${commission?.base.amount}, received as ${moneyIn[0]?.bankReference} for ${invoices[0]?.number}: ${entries.length} lines of work, the first "${entries[0]?.taskTitle}" on ${entries[0]?.workedOn}.`,
  );
  stage.check(
    'a cent of commission leads to the bank and to the work',
    !!commission && moneyIn.length > 0 && entries.length > 0,
  );
}

/** RC-7, PL-18. */
export async function tellRevenue(stage: Stage): Promise<void> {
  const { sources, referencesShare, benchmark } = await stage.ae.get<BySource>('/revenue/by-source');
  stage.tell('Where revenue comes from');
  for (const { source, revenue, profit, revenueShare } of sources) {
    if (cents(revenue) === 0n) continue;
    stage.tell(
      `  ${source}: ${revenue.amount} USD invoiced, ${profit.amount} of it profit, ${percent(revenueShare)} of all`,
    );
  }
  stage.tell(`  By references ${percent(referencesShare)}; the benchmark is ${percent(benchmark)}.`);
  const { revenue, clients } = await stage.ae.get<Concentration>('/revenue/concentration');
  const over = clients.filter(({ overLimit }) => overLimit.includes('revenue'));
  stage.tell(
    `  Herfindahl index ${revenue.herfindahl}; over the limit: ${over.map(({ clientName, revenueShare }) => `${clientName} (${percent(revenueShare)})`).join(', ') || 'nobody'}.`,
  );
}
