import { eventCatalogue, subscriptions } from '#libs/contracts';
import { templates, templatesByName } from '../templates/index.js';
import { type EventRules, isUrgent } from './notice-rule.js';
import { noticeRules } from './notice-rules.js';
import { silentEvents } from './silent-events.js';

const rules: readonly EventRules[] = noticeRules;
/** `clock-breached: assigned, team-lead, account-executive (urgent)`, a line of the table as words. */
const lines = (type: string, data: object = {}): string[] =>
  rules
    .filter(({ event }) => event.type === type)
    .flatMap(({ notices }) => notices)
    .filter((rule) => rule.when?.(data) ?? true)
    .map((rule) => `${rule.send.name}: ${rule.to.join(', ')}${isUrgent(rule, data) ? ' (urgent)' : ''}`);

describe('Who is told what', () => {
  const heard = eventCatalogue.filter(({ aggregate }) => subscriptions.notification?.includes(aggregate));

  it('is decided for every event there is, once: a notice, or silence with its reason', () => {
    const decided = [...rules.map(({ event }) => event.type), ...Object.keys(silentEvents)].sort();
    expect(decided).toEqual(heard.map(({ type }) => type).sort());
  });

  it('uses every template but the digest, which the service makes itself', () => {
    const used = new Set(rules.flatMap(({ notices }) => notices).map(({ send }) => send.name));
    expect([...templatesByName.keys()].filter((name) => !used.has(name))).toEqual(['digest']);
    expect(templatesByName.size).toBe(Object.keys(templates).length);
  });

  it('PL-13, PL-14, QN-3, QN-4: nothing that is said of an expert goes to a client', () => {
    const inside = new Set(['case', 'complaint', 'one-to-one', 'tip', 'award', 'loss', 'conduct']);
    const about = rules.filter(({ event }) => inside.has(event.aggregate));
    expect(new Set(about.map(({ event }) => event.aggregate))).toEqual(inside);
    const roles = new Set(about.flatMap(({ notices }) => notices).flatMap(({ to }) => to));
    expect([...roles].sort()).toEqual(['account-executive', 'administrators', 'expert', 'owner', 'team-lead']);
  });

  it('RC-3, RC-8: the client that was brought hears nothing of a lead or a commission', () => {
    const about = rules.filter(({ event }) => ['lead', 'commission', 'concentration'].includes(event.aggregate));
    expect(about.length).toBeGreaterThan(10);
    const roles = new Set(about.flatMap(({ notices }) => notices).flatMap(({ to }) => to));
    expect([...roles].sort()).toEqual(['account-executive', 'administrators', 'network', 'referrer']);
  });

  it.each<[string, string, object, string[]]>([
    ['RC-1', 'referral.lead-registered.v1', { held: [] }, ['lead-registered: network']],
    ['RC-1', 'referral.lead-registered.v1', { held: ['circle'] }, ['lead-registered: network', 'lead-held: referrer']],
    ['RC-1', 'referral.lead-review-opened.v1', {}, ['lead-review-opened: network']],
    ['RC-3', 'referral.lead-lost.v1', { recordedByReferrer: true }, ['lead-lost-desk: network']],
    ['RC-3', 'referral.lead-lost.v1', { recordedByReferrer: false }, ['lead-lost: referrer']],
    ['RC-3', 'referral.lead-won.v1', {}, ['lead-won: referrer', 'lead-won-desk: account-executive']],
    ['RC-5', 'referral.commission-taken-back.v1', {}, ['commission-taken-back: referrer']],
    ['PM-4', 'payments.invoice-reminded.v1', { daysOverdue: 0 }, ['invoice-reminded: billing']],
    [
      'PM-4',
      'payments.invoice-reminded.v1',
      { daysOverdue: 1 },
      ['invoice-reminded: billing', 'invoice-overdue: account-executive'],
    ],
    ['PM-4', 'payments.money-received.v1', {}, []],
    ['PL-6', 'placement.expert-suggested.v1', {}, ['expert-suggested: expert']],
    ['RC-6', 'placement.first-refusal-opened.v1', {}, ['first-refusal-opened: expert']],
    ['PL-8', 'placement.placement-selected.v1', {}, ['expert-selected: expert', 'client-selected: account-executive']],
    ['PL-10', 'placement.start-promise-broken.v1', {}, ['start-promise-broken: account-executive (urgent)']],
    [
      'PL-15',
      'placement.placement-activated.v1',
      {},
      ['welcome-client: client-and-contacts', 'welcome-expert: expert'],
    ],
    ['TS-6', 'timesheet.sheet-submitted.v1', {}, ['sheet-submitted: client']],
    ['TS-6', 'timesheet.sheet-reminded.v1', {}, ['sheet-reminded: client']],
    ['TS-6', 'timesheet.sheet-returned.v1', {}, ['sheet-returned: expert']],
    ['TS-6', 'timesheet.line-disputed.v1', {}, ['line-disputed: expert, account-executive']],
    ['TS-6', 'timesheet.dispute-overdue.v1', {}, ['dispute-overdue: account-executive']],
    ['TS-10', 'timesheet.task-overran.v1', {}, ['task-overran: expert, client']],
    ['CS-4', 'communication.question-asked.v1', {}, ['question-asked: assigned']],
    ['CS-5', 'communication.question-answered.v1', {}, ['question-answered: writer']],
    ['CS-3', 'communication.question-handed-over.v1', {}, ['question-handed-over: assigned']],
    ['CS-7', 'communication.clock-warned.v1', { percent: 50 }, ['clock-warned: assigned']],
    ['CS-7', 'communication.clock-warned.v1', { percent: 80 }, ['clock-warned: assigned, team-lead']],
    [
      'CS-7',
      'communication.clock-breached.v1',
      {},
      ['clock-breached: assigned, team-lead, account-executive (urgent)'],
    ],
    ['CS-6', 'communication.bug-reported.v1', { severity: 'minor' }, ['bug-reported: assigned, account-executive']],
    [
      'CS-6',
      'communication.bug-reported.v1',
      { severity: 'production' },
      ['bug-reported: assigned, account-executive (urgent)'],
    ],
    ['CS-8', 'communication.mistake-recorded.v1', {}, ['mistake-recorded: account-executive, team-lead']],
    ['CS-8', 'communication.mistake-told.v1', {}, ['mistake-told: client']],
    ['CS-1', 'communication.show-time-passed.v1', {}, ['show-time-passed: expert']],
    ['CS-1', 'communication.no-show.v1', {}, ['no-show: account-executive, team-lead (urgent)']],
    ['CS-2', 'communication.update-reminded.v1', {}, ['update-reminded: expert']],
    ['CS-2', 'communication.update-missed.v1', {}, []],
    ['CS-3', 'communication.presence-noted.v1', {}, []],
    ['CS-3', 'communication.break-overdue.v1', {}, ['break-overdue: expert']],
    ['CS-11', 'communication.meeting-scheduled.v1', { kind: 'call' }, ['meeting: attendees, expert, client']],
    ['CS-11', 'communication.meeting-scheduled.v1', { kind: 'one-to-one' }, ['meeting: attendees, expert']],
    ['PM-6', 'payments.payout-requested.v1', { needsSecondPerson: true }, ['payout-to-approve: administrators']],
    ['PM-6', 'payments.payout-requested.v1', { needsSecondPerson: false }, []],
    ['PM-8', 'payments.payout-paid.v1', {}, ['payout-paid: expert']],
    ['PM-5', 'payments.payout-failed.v1', {}, ['payout-failed: expert', 'payout-not-paid: administrators']],
    ['PM-5', 'payments.payout-late.v1', {}, ['payout-late: administrators (urgent)', 'payout-delayed: expert']],
    ['QN-1', 'quality.questionnaire-sent.v1', {}, ['questionnaire-sent: addressee']],
    ['QN-1', 'quality.questionnaire-reminded.v1', {}, ['questionnaire-reminded: addressee']],
    ['QN-1', 'quality.questionnaire-answered.v1', {}, []],
    ['QN-3', 'quality.case-opened.v1', { kind: 'detractor' }, ['case-opened: owner']],
    ['QN-6', 'quality.case-opened.v1', { kind: 'mismatch' }, ['case-opened: owner']],
    ['QN-3', 'quality.case-overdue.v1', {}, ['case-overdue: owner, account-executive, team-lead']],
    ['QN-4', 'quality.complaint-logged.v1', {}, ['complaint-logged: team-lead']],
    ['QN-4', 'quality.coaching-recorded.v1', {}, ['coaching-recorded: expert']],
    ['QN-7', 'quality.one-to-one-due.v1', { with: 'client', teamLeadId: 'x' }, ['one-to-one-due: account-executive']],
    ['QN-7', 'quality.one-to-one-due.v1', { with: 'expert', teamLeadId: 'x' }, ['one-to-one-due: team-lead']],
    ['QN-7', 'quality.one-to-one-due.v1', { with: 'expert', teamLeadId: null }, ['one-to-one-due: account-executive']],
    ['QN-7', 'quality.one-to-one-missed.v1', {}, ['one-to-one-missed: account-executive']],
    ['QN-9', 'quality.tip-given.v1', {}, ['tip-given: expert']],
    ['QN-8', 'quality.award-computed.v1', {}, ['award-computed: expert']],
    ['QN-12', 'quality.client-report-ready.v1', {}, ['client-report-ready: client-and-contacts']],
    ['PL-13', 'placement.client-lost.v1', {}, ['client-lost: expert', 'client-lost-desk: team-lead']],
    ['PL-13', 'placement.strike-forgiven.v1', {}, ['strike-forgiven: expert']],
    ['PL-13', 'placement.strike-lifted.v1', {}, ['strike-lifted: expert']],
    ['PL-14', 'placement.conduct-recorded.v1', {}, ['conduct-recorded: expert']],
    ['PL-14', 'placement.conduct-answered.v1', {}, ['conduct-answered: account-executive, team-lead']],
    [
      'PL-14',
      'placement.termination-proposed.v1',
      {},
      ['termination-proposed: expert', 'termination-to-decide: administrators'],
    ],
    ['PL-14', 'placement.conduct-decided.v1', {}, ['conduct-decided: expert']],
  ])('%s: %s %j', (_rule, type, data, expected) => {
    expect(lines(type, data)).toEqual(expected);
  });
});
