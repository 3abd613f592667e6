import { referralEvents } from '#libs/contracts';
import { anId, ids, leadIds, usd } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, type Known, pageOf, template } from './template.js';
import { isNothing, money, when } from './words.rules.js';

type Events = typeof referralEvents;

const { leadId, referrerId, referrerKind, expertId } = leadIds;
const commission = {
  ...{ commissionId: anId, referrerId, referrerKind, expertId, leadId },
  ...{ clientId: ids.clientId, invoiceId: anId, paymentId: anId },
};
const open = (known: Known, id: string) =>
  known.referrer?.hasAccount ? [link('Open the commission', pageOf(known, 'commissions', id))] : [];

export const commissionEarned = template<Events['commissionEarned']>({
  name: 'commission-earned',
  topic: 'referrals',
  rule: 'RC-4',
  description: 'To the referrer when money of a client it brought came in',
  example: {
    ...commission,
    ...{ movementId: anId, base: usd('1000.00'), ratePercent: 25, amount: usd('250.00') },
    ...{ earnedAt: '2026-04-01T09:00:00.000Z', releaseAt: '2026-04-15T09:00:00.000Z' },
  },
  write: (data, known) =>
    letter(
      say`You earned ${money(data.amount)}: ${clientOf(known)} paid`,
      facts(
        ['Commission', say`${money(data.amount)}, ${data.ratePercent} % of ${money(data.base)}`],
        ['Held until', when(data.releaseAt, known.reader.timeZone)],
      ),
      paragraph('It is held so long in case that money goes back; then it is yours.'),
      ...open(known, data.commissionId),
    ),
});

export const commissionTakenBack = template<Events['commissionTakenBack']>({
  name: 'commission-taken-back',
  topic: 'referrals',
  rule: 'RC-5',
  description: 'To the referrer when a refund or credit note took its share of a commission back',
  example: {
    ...commission,
    ...{ takenBackId: anId, movementId: anId, amount: usd('25.00'), afterRelease: true },
    at: '2026-04-20T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} of your commission were taken back`,
      paragraph(say`A part of what ${clientOf(known)} paid went back, or was credited to it, and with it your share.`),
      paragraph(
        data.afterRelease
          ? 'You needn’t pay anything: it is set off against your next commission.'
          : 'It was still held, so nothing that you had is touched.',
      ),
      facts(['Taken back', money(data.amount)], ['On', when(data.at, known.reader.timeZone)]),
      ...open(known, data.commissionId),
    ),
});

export const commissionReleased = template<Events['commissionReleased']>({
  name: 'commission-released',
  topic: 'referrals',
  rule: 'RC-5',
  description: 'To the referrer when a commission was credited',
  example: {
    ...commission,
    ...{ credited: usd('225.00'), setOff: usd('25.00'), releasedAt: '2026-04-15T09:00:00.000Z' },
  },
  write: (data, known) =>
    letter(
      say`${money(data.credited)} of commission are yours`,
      paragraph(
        data.referrerKind === 'expert'
          ? say`What you earned with ${clientOf(known)} is in your safe balance: ask for a payout as for your hours.`
          : say`What you earned with ${clientOf(known)} is released: we transfer it to you.`,
      ),
      facts(
        ['Credited', money(data.credited)],
        ...(isNothing(data.setOff) ? [] : [['Set off against what was taken back', money(data.setOff)] as const]),
        ['On', when(data.releasedAt, known.reader.timeZone)],
      ),
      ...open(known, data.commissionId),
    ),
});
