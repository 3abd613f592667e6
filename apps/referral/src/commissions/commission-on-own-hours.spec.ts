import { formatMoney, money } from '#libs/money';
import { type CommissionTerms, dueOn, type Standing } from './commission.rules.js';

const ana = '019c5b7e-0b1a-7c3e-9f51-000000000001';
const ben = '019c5b7e-0b1a-7c3e-9f51-000000000002';
const [pays, doesNot, bens] = ['placement 1', 'placement 2', 'placement 3'] as const;
const usd = (minor: bigint) => formatMoney(money(minor, 'USD'));
const part = (placementId: string, expertId: string, net: bigint) => ({ placementId, expertId, net: usd(net) });

/** 100.00, all of it paid: 40.00 and 20.00 of Ana, 40.00 of Ben. */
const standing: Standing = {
  ...{ number: 1, invoiceNumber: 'INV-2026-0001', clientId: ben, tax: usd(0n), credited: usd(0n) },
  ...{ net: usd(10_000n), total: usd(10_000n), paid: usd(10_000n) },
  parts: [part(pays, ana, 4_000n), part(doesNot, ana, 2_000n), part(bens, ben, 4_000n)],
};

it.each<[string, string | null, string[], bigint]>([
  ['of neither placement', ana, [], 1_000n],
  ['of one', ana, [pays], 2_000n],
  ['of both', ana, [pays, doesNot], 2_500n],
  ['of a placement of somebody else, whose hours count anyhow', ana, [bens], 1_000n],
  ['of another expert', ben, [pays], 1_500n],
  ['of nobody: the referrer is no expert', null, [], 2_500n],
])('RC-6: commission on the own hours %s', (_, expertId, placements, due) => {
  const terms: CommissionTerms = { expertId, ratePercent: 25, onOwnHours: new Set(placements) };
  expect(dueOn(standing, terms)).toBe(due);
});
