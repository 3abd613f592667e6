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

  it.each<[string, string, object, string[]]>([
    ['PL-6', 'placement.expert-suggested.v1', {}, ['expert-suggested: expert']],
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
  ])('%s: %s %j', (_rule, type, data, expected) => {
    expect(lines(type, data)).toEqual(expected);
  });
});
