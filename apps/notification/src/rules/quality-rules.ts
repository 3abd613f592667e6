import { placementEvents, qualityEvents } from '#libs/contracts';
import { templates as t } from '../templates/index.js';
import { on } from './notice-rule.js';

/** One-to-ones with the expert are held by its team lead, where it has one. */
const byTeamLead = (about: { with: 'expert' | 'client'; teamLeadId: string | null }): boolean =>
  about.with === 'expert' && about.teamLeadId !== null;

/** At the hour that was chosen for it, which may be after work; without an account there are no other wishes. */
const questionnaire = {
  to: ['addressee'],
  atOnce: true,
  signs: ({ questionnaireId: id }: { questionnaireId: string }) => ({ page: 'questionnaire' as const, id }),
} as const;

/**
 * The part of the table about what clients say, what is delivered, and what follows: see `notice-rules.ts`. What is said of
 * an expert (cases, complaints, strikes, conduct) stays inside the network.
 */
export const qualityRules = [
  // Questionnaires
  on(qualityEvents.questionnaireSent, { send: t.questionnaireSent, ...questionnaire }), // QN-1
  on(qualityEvents.questionnaireReminded, { send: t.questionnaireReminded, ...questionnaire }),

  // Cases
  on(qualityEvents.caseOpened, { send: t.caseOpened, to: ['owner'] }), // QN-3, QN-6
  on(qualityEvents.caseOverdue, { send: t.caseOverdue, to: ['owner', 'account-executive', 'team-lead'] }),

  // Complaints and coaching
  on(qualityEvents.complaintLogged, { send: t.complaintLogged, to: ['team-lead'] }), // QN-4
  on(qualityEvents.coachingRecorded, { send: t.coachingRecorded, to: ['expert'] }),

  // One-to-ones, tips, the award, reports
  on(
    qualityEvents.oneToOneDue, // QN-7
    { send: t.oneToOneDue, to: ['team-lead'], when: byTeamLead },
    { send: t.oneToOneDue, to: ['account-executive'], when: (about) => !byTeamLead(about) },
  ),
  on(qualityEvents.oneToOneMissed, { send: t.oneToOneMissed, to: ['account-executive'] }),
  on(qualityEvents.tipGiven, { send: t.tipGiven, to: ['expert'] }), // QN-9
  on(qualityEvents.awardComputed, { send: t.awardComputed, to: ['expert'] }), // QN-8
  on(qualityEvents.clientReportReady, {
    send: t.clientReportReady, // QN-12
    to: ['client-and-contacts'],
    signs: ({ reportId: id }) => ({ page: 'client-report', id }),
  }),

  // Lost clients
  on(
    placementEvents.clientLost, // PL-13
    { send: t.clientLost, to: ['expert'] },
    { send: t.clientLostDesk, to: ['team-lead'] },
  ),
  on(placementEvents.strikeForgiven, { send: t.strikeForgiven, to: ['expert'] }),
  on(placementEvents.strikeLifted, { send: t.strikeLifted, to: ['expert'] }),

  // Conduct
  on(placementEvents.conductRecorded, { send: t.conductRecorded, to: ['expert'] }), // PL-14
  on(placementEvents.conductAnswered, { send: t.conductAnswered, to: ['account-executive', 'team-lead'] }),
  on(
    placementEvents.terminationProposed,
    { send: t.terminationProposed, to: ['expert'] },
    { send: t.terminationToDecide, to: ['administrators'] },
  ),
  on(placementEvents.conductDecided, { send: t.conductDecided, to: ['expert'] }),
] as const;
