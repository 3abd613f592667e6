import { communicationEvents, paymentsEvents, placementEvents, timesheetEvents } from '#libs/contracts';
import { templates as t } from '../templates/index.js';
import { on } from './notice-rule.js';
import { qualityRules } from './quality-rules.js';
import { invoiceRules, referralRules } from './referral-rules.js';

const at50 = ({ percent }: { percent: number }): boolean => percent <= 50;
const after50 = ({ percent }: { percent: number }): boolean => percent > 50;
/** One-to-ones and English sessions are between the network and its expert. */
const isCall = ({ kind }: { kind: string }): boolean => kind === 'call';
const inProduction = ({ severity }: { severity: string }): boolean => severity === 'production';

/** With the file that calendars read. */
const invitation = {
  send: t.meetingScheduled,
  atOnce: true,
  attach: ({ ics, what }: { ics: string; what: string }) => [
    {
      filename: 'meeting.ics',
      contentType: `text/calendar; charset=utf-8; method=${what === 'cancelled' ? 'CANCEL' : 'REQUEST'}`,
      text: ics,
    },
  ],
};

/**
 * Who is told what. A line: when this happened, this template goes to these people; each gets it once. What a line adds:
 * `urgent` goes out at any hour and whatever was switched off (a breach, CS-7); `atOnce` isn't held until working hours (a
 * person's own words, or what is needed in the middle of a shift); `byChannel` goes the client's own way (CS-9).
 * Events without a line are in `silent-events.ts`, with the reason.
 */
export const noticeRules = [
  // Placements
  on(placementEvents.expertSuggested, { send: t.expertSuggested, to: ['expert'] }), // PL-6
  on(placementEvents.firstRefusalOpened, { send: t.firstRefusalOpened, to: ['expert'], atOnce: true }), // RC-6
  on(
    placementEvents.placementSelected, // PL-8
    { send: t.expertSelected, to: ['expert'] },
    { send: t.clientSelected, to: ['account-executive'] },
  ),
  on(placementEvents.startPromiseBroken, { send: t.startPromiseBroken, to: ['account-executive'], urgent: true }), // PL-10
  on(
    placementEvents.placementActivated, // PL-15
    { send: t.welcomeClient, to: ['client-and-contacts'], atOnce: true },
    { send: t.welcomeExpert, to: ['expert'], atOnce: true },
  ),
  on(placementEvents.placementPaused, { send: t.placementPaused, to: ['client', 'expert'] }),
  on(placementEvents.placementResumed, { send: t.placementResumed, to: ['client', 'expert'] }),
  on(placementEvents.placementEnded, { send: t.placementEnded, to: ['client', 'expert'] }),
  on(placementEvents.placementCancelled, { send: t.placementCancelled, to: ['expert', 'account-executive'] }),

  // Hours
  on(timesheetEvents.sheetSubmitted, { send: t.sheetSubmitted, to: ['client'] }), // TS-6
  on(timesheetEvents.sheetReminded, { send: t.sheetReminded, to: ['client'] }),
  on(timesheetEvents.sheetReturned, { send: t.sheetReturned, to: ['expert'] }),
  on(timesheetEvents.lineDisputed, { send: t.lineDisputed, to: ['expert', 'account-executive'] }),
  on(timesheetEvents.disputeOverdue, { send: t.disputeOverdue, to: ['account-executive'] }),
  on(timesheetEvents.disputeDecided, { send: t.disputeDecided, to: ['client', 'expert'] }),
  on(timesheetEvents.taskOverran, { send: t.taskOverran, to: ['expert', 'client'] }), // TS-10

  // Questions
  on(communicationEvents.questionAsked, { send: t.questionAsked, to: ['assigned'] }), // CS-4
  on(communicationEvents.questionReplied, { send: t.questionReplied, to: ['assigned'] }),
  on(communicationEvents.questionHelped, { send: t.questionHelped, to: ['assigned'] }), // CS-5
  on(communicationEvents.questionHandedOver, { send: t.questionHandedOver, to: ['assigned'], atOnce: true }), // CS-3
  on(communicationEvents.questionAnswered, {
    send: t.questionAnswered, // CS-5, CS-9
    to: ['writer'],
    atOnce: true,
    byChannel: true,
  }),
  on(communicationEvents.questionClosed, { send: t.questionClosed, to: ['client'], byChannel: true }),

  // Promises (CS-7): the expert, then the team lead, then the account executive
  on(
    communicationEvents.clockWarned,
    { send: t.clockWarned, to: ['assigned'], when: at50 },
    { send: t.clockWarned, to: ['assigned', 'team-lead'], when: after50 },
  ),
  on(communicationEvents.clockBreached, {
    send: t.clockBreached,
    to: ['assigned', 'team-lead', 'account-executive'],
    urgent: true,
  }),

  // Bugs and mistakes
  on(communicationEvents.bugReported, {
    send: t.bugReported, // CS-6
    to: ['assigned', 'account-executive'],
    urgent: inProduction,
  }),
  on(communicationEvents.bugMoved, { send: t.bugMoved, to: ['client'], atOnce: true, byChannel: true }),
  on(communicationEvents.mistakeRecorded, { send: t.mistakeRecorded, to: ['account-executive', 'team-lead'] }), // CS-8
  on(communicationEvents.mistakeTold, { send: t.mistakeTold, to: ['client'], atOnce: true, byChannel: true }),
  on(communicationEvents.mistakePutRight, { send: t.mistakePutRight, to: ['client'], atOnce: true, byChannel: true }),

  // Shifts
  on(communicationEvents.showTimePassed, { send: t.showTimePassed, to: ['expert'], atOnce: true }), // CS-1
  on(communicationEvents.noShow, { send: t.noShow, to: ['account-executive', 'team-lead'], urgent: true }),
  on(communicationEvents.updateReminded, { send: t.updateReminded, to: ['expert'], atOnce: true }), // CS-2
  on(communicationEvents.breakOverdue, { send: t.breakOverdue, to: ['expert'], atOnce: true }), // CS-3

  // Meetings
  on(
    communicationEvents.meetingScheduled, // CS-11
    { ...invitation, to: ['attendees', 'expert', 'client'], when: isCall },
    { ...invitation, to: ['attendees', 'expert'], when: (meeting) => !isCall(meeting) },
  ),

  // Money
  on(paymentsEvents.payoutRequested, {
    send: t.payoutToApprove, // PM-6
    to: ['administrators'],
    when: ({ needsSecondPerson }) => needsSecondPerson,
  }),
  on(paymentsEvents.payoutApproved, { send: t.payoutApproved, to: ['expert'] }), // PM-8
  on(paymentsEvents.payoutRejected, { send: t.payoutRejected, to: ['expert'] }),
  on(paymentsEvents.payoutSent, { send: t.payoutSent, to: ['expert'] }),
  on(paymentsEvents.payoutPaid, { send: t.payoutPaid, to: ['expert'] }),
  on(
    paymentsEvents.payoutFailed, // PM-5
    { send: t.payoutFailed, to: ['expert'] },
    { send: t.payoutNotPaid, to: ['administrators'] },
  ),
  on(
    paymentsEvents.payoutReturned,
    { send: t.payoutReturned, to: ['expert'] },
    { send: t.payoutNotPaid, to: ['administrators'] },
  ),
  on(paymentsEvents.payoutPromiseWarned, { send: t.payoutWarned, to: ['administrators'] }),
  on(
    paymentsEvents.payoutLate,
    { send: t.payoutLate, to: ['administrators'], urgent: true },
    { send: t.payoutDelayed, to: ['expert'] },
  ),

  ...qualityRules,
  ...referralRules,
  ...invoiceRules,
] as const;
