import { ofSheet, ofStoppedClock } from './delivery.rules.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const parties = { placementId: id, clientId: id, expertId: id, assignedTo: id, teamLeadId: null };
const care = { ...parties, accountExecutiveId: null };

describe('QN-5: what an event tells of a delivery', () => {
  it.each([
    ['done', true, { kept: true, amount: 600, target: 1_800 }],
    ['done', false, { kept: false, amount: 600 }],
    ['paused', true, null],
    ['ended', true, null],
    ['paused', false, { kept: false }],
    ['ended', false, { kept: false }],
  ] as const)('a clock that stopped because it is %s, kept %s', (because, kept, expected) => {
    const clock = {
      ...care,
      clockId: id,
      kind: 'first-answer',
      subjectKind: 'question',
      subjectId: id,
      title: '',
      targetSeconds: 1_800,
      startedAt: '2026-03-02T09:00:00Z',
      stoppedAt: '2026-03-02T09:10:00Z',
      countedSeconds: 600,
      because,
      kept,
    } as const;
    const told = ofStoppedClock(clock, 'Europe/Berlin');
    if (expected) expect(told).toMatchObject(expected);
    else expect(told).toBeNull();
  });

  it.each([
    ['2026-03-09T22:59:59Z', 'Europe/Berlin', 7, true, '2026-03-09'],
    ['2026-03-09T23:00:00Z', 'Europe/Berlin', 7, false, '2026-03-09'],
    ['2026-03-10T06:59:59Z', 'America/Los_Angeles', 7, true, '2026-03-09'],
    ['2026-03-09T12:00:00Z', 'Europe/Berlin', 6, false, '2026-03-08'],
    // The clocks go forward on the 29th: the Monday after has its usual end.
    ['2026-03-30T21:59:59Z', 'Europe/Berlin', 28, true, '2026-03-30'],
    ['2026-03-30T22:00:00Z', 'Europe/Berlin', 28, false, '2026-03-30'],
  ])('QN-8: the week of March 2nd handed in at %s in %s, due after %i days', (submittedAt, zone, due, kept, day) => {
    const sheet = { sheetId: id, placementId: id, clientId: id, expertId: id, week: '2026-03-02', minutes: 60 };
    expect(ofSheet({ ...sheet, submittedAt, approvesItselfAt: submittedAt }, zone, due)).toMatchObject({ kept, day });
  });
});
