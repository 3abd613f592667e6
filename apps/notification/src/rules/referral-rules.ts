import { paymentsEvents, referralEvents } from '#libs/contracts';
import { templates as t } from '../templates/index.js';
import { on } from './notice-rule.js';

const isHeld = ({ held }: { held: readonly string[] }): boolean => held.length > 0;
const byReferrer = ({ recordedByReferrer }: { recordedByReferrer: boolean }): boolean => recordedByReferrer;

/**
 * The part of the table about who brings clients: see `notice-rules.ts`. Whoever learns an outcome, the other side is told
 * (RC-3). The client that somebody brought hears nothing of a lead, a review or a commission.
 */
export const referralRules = [
  // Leads
  on(
    referralEvents.leadRegistered, // RC-1
    { send: t.leadRegistered, to: ['network'] },
    { send: t.leadHeld, to: ['referrer'], when: isHeld },
  ),
  on(referralEvents.leadAccepted, { send: t.leadAccepted, to: ['referrer'] }),
  on(referralEvents.leadRefused, { send: t.leadRefused, to: ['referrer'] }),
  on(referralEvents.leadReviewOpened, { send: t.leadReviewOpened, to: ['network'] }),
  on(referralEvents.leadAdvanced, { send: t.leadAdvanced, to: ['referrer'] }), // RC-2
  on(referralEvents.protectionEnding, { send: t.protectionEnding, to: ['referrer'] }),
  on(referralEvents.protectionEnded, { send: t.protectionEnded, to: ['referrer'] }),
  on(referralEvents.outcomeReported, { send: t.outcomeReported, to: ['network'] }), // RC-3
  on(
    referralEvents.leadWon,
    { send: t.leadWon, to: ['referrer'] },
    { send: t.leadWonDesk, to: ['account-executive'] }, // RC-2
  ),
  on(
    referralEvents.leadLost,
    { send: t.leadLostDesk, to: ['network'], when: byReferrer },
    { send: t.leadLost, to: ['referrer'], when: (lost) => !byReferrer(lost) },
  ),

  // Commission
  on(referralEvents.commissionEarned, { send: t.commissionEarned, to: ['referrer'] }), // RC-4
  on(referralEvents.commissionTakenBack, { send: t.commissionTakenBack, to: ['referrer'] }), // RC-5
  on(referralEvents.commissionReleased, { send: t.commissionReleased, to: ['referrer'] }),
  on(referralEvents.concentrationExceeded, { send: t.concentrationExceeded, to: ['administrators'] }), // PL-18
] as const;

const isOverdue = ({ daysOverdue }: { daysOverdue: number }): boolean => daysOverdue > 0;

/** A billing address has no account: the link of its mail opens the document by itself. */
const signs = ({ invoiceId: id }: { invoiceId: string }) => ({ page: 'invoice' as const, id });
const signsNote = ({ creditNoteId: id }: { creditNoteId: string }) => ({ page: 'credit-note' as const, id });

/** The part of the table about what clients owe and pay (PM-4). */
export const invoiceRules = [
  on(paymentsEvents.invoiceDrafted, { send: t.invoiceDrafted, to: ['account-executive'] }),
  on(paymentsEvents.invoiceIssued, { send: t.invoiceIssued, to: ['billing'], signs }),
  on(
    paymentsEvents.invoiceReminded,
    { send: t.invoiceReminded, to: ['billing'], signs },
    { send: t.invoiceOverdue, to: ['account-executive'], when: isOverdue },
  ),
  on(paymentsEvents.creditUnallocated, { send: t.creditUnallocated, to: ['account-executive'] }),
  on(paymentsEvents.creditNoteIssued, { send: t.creditNoteIssued, to: ['billing'], signs: signsNote }),
  on(paymentsEvents.invoicePaid, { send: t.invoicePaid, to: ['account-executive'] }),
  on(paymentsEvents.moneyUnmatched, { send: t.moneyUnmatched, to: ['account-executive'] }),
  on(paymentsEvents.returnUnmatched, { send: t.returnUnmatched, to: ['account-executive'] }),
  on(paymentsEvents.creditDue, { send: t.creditDue, to: ['account-executive'] }),
  on(paymentsEvents.moneyRefunded, { send: t.moneyRefunded, to: ['client'] }),
] as const;
