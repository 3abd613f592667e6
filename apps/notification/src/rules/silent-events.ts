/** Events that nobody is told of, and why: together with `notice-rules.ts` every event the service hears. */
export const silentEvents: Readonly<Record<string, string>> = {
  'gateway.account-created.v1': 'Learnt by the directory.',
  'gateway.account-changed.v1': 'Learnt by the directory.',
  'placement.client-registered.v1': 'Learnt by the directory.',
  'placement.client-changed.v1': 'Learnt by the directory.',
  'placement.expert-applied.v1': 'Learnt by the directory.',
  'placement.expert-changed.v1': 'Learnt by the directory.',
  'placement.expert-stage-changed.v1': 'A person says this, in a talk.',
  'placement.opening-described.v1': 'Experts find openings that fit them in their list (PL-4).',
  'placement.opening-withdrawn.v1': 'The list of openings shows it.',
  'placement.offer-made.v1': 'The ranking of the opening shows it (PL-7).',
  'placement.offer-withdrawn.v1': 'The ranking of the opening shows it (PL-7).',
  'placement.contract-agreed.v1': 'Both sides just agreed; the welcome follows at activation (PL-15).',
  'placement.contract-amended.v1': 'Both sides just agreed to it (PM-11).',
  'timesheet.lines-approved.v1': 'The week shows it; the money follows (PM-3).',
  'payments.payout-cancelled.v1': 'The expert did it.',
  'communication.clock-started.v1': 'The question, bug or mistake itself is told.',
  'communication.clock-stopped.v1': 'A promise kept, or told of when it was broken.',
  'communication.checked-in.v1': 'As it should be.',
  'communication.update-given.v1': 'The board shows it.',
  'communication.update-missed.v1':
    'CS-2: missed updates are never a strike and never conduct; nobody is accused by mail.',
  'communication.break-started.v1': 'Open questions are handed over, which is told (CS-3).',
  'communication.break-ended.v1': 'Open questions come back, which is told (CS-3).',
  'communication.presence-noted.v1': 'CS-3: a fact for a conversation, not an accusation.',
  'communication.meeting-held.v1': 'Follow-ups are tasks on the board (CS-11).',

  // Quality
  'quality.questionnaire-answered.v1': 'The page says thanks; a detractor opens a case, which is told (QN-3).',
  'quality.case-closed.v1': 'Whoever closed it knows; the cases show it with root cause and action (QN-3).',
  'quality.complaint-closed.v1': 'Whoever closed it knows; where it cost the client, that is told (PL-13).',
  'quality.one-to-one-held.v1': 'Both were there (QN-7).',

  // Referral and invoices
  'referral.outsider-added.v1': 'Learnt by the directory; a person gives them their code.',
  'referral.protection-extended.v1': 'Whoever extended it sees it; a week before it ends that is told (RC-1).',
  'payments.money-received.v1': 'The invoice shows it; that nothing is open any more is told (PM-4).',
  'payments.money-taken-off.v1': 'The refund or the credit note behind it is told (PM-4).',
  'referral.lead-review-decided.v1': 'Whoever decided it knows; what follows for the lead is told (RC-1).',
};
