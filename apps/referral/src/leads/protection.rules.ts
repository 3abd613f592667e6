import { conflict } from '#libs/errors';
import { checkOpen, type LeadState } from './lead-stages.rules.js';

const day = 24 * 3_600_000;

/** RC-1. Until when a lead is protected: days of 24 hours. Accepted on 2 March, for 90 days: to the same time on 31 May. */
export const protectedFrom = (start: Date, days: number): Date => new Date(start.getTime() + days * day);

/** RC-1. When the referrer is warned: a week before it ends. Undefined where it is shorter than that. */
export function warningAt(start: Date, until: Date): Date | undefined {
  const at = new Date(until.getTime() - 7 * day);
  return at > start ? at : undefined;
}

/**
 * RC-1. One extension, while it lasts: from its end on, not from now. Ending 31 May, extended by 60 days: 30 July. Refuses
 * 409 `referral.lead-state`, `referral.already-extended`, `referral.protection-ended`.
 */
export function extendedProtection(
  { state, protectedUntil, extended }: { state: LeadState; protectedUntil: Date | null; extended: boolean },
  now: Date,
  days: number,
): Date {
  checkOpen(state, 'RC-1');
  const facts = { protectedUntil: protectedUntil!.toISOString() };
  if (protectedUntil! <= now) throw conflict('referral.protection-ended', 'It ended.', { rule: 'RC-1', facts });
  if (extended) throw conflict('referral.already-extended', 'It was extended before.', { rule: 'RC-1', facts });
  return protectedFrom(protectedUntil!, days);
}
