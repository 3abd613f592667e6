import { Test } from '@nestjs/testing';
import {
  askQuestion,
  checkIn,
  communicationEvents,
  type ContractTerms,
  endBreak,
  getQuestion,
  getShift,
  giveUpdate,
  listPresenceFacts,
  listShifts,
  startBreak,
  talkAbout,
} from '#libs/contracts';
import { DomainError } from '#libs/errors';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  type PlacementOf,
  type TestPlacement,
} from '../test-support/builders.js';
import { CommunicationModule } from '../communication.module.js';
import { startCommunication } from '../test-support/communication.js';
import { shiftTimer } from './shift-keeper.js';
import { Signs } from './signs.js';

const events = communicationEvents;
let test: TestService;
/** Monday 2026-03-02, 7:30 in Berlin; its first shift is 9 to 17 there, 8:00 to 16:00 UTC. */
beforeEach(async () => (test = await startCommunication('2026-03-02T06:30:00Z')));
afterEach(() => test.stop());

interface Scene extends TestPlacement {
  id: string;
}
const clientBased: Partial<ContractTerms> = {
  showTimeToleranceMinutes: 5,
  hourlyUpdate: { everyMinutes: 60, graceMinutes: 10 },
  breakNotices: true,
};
async function aScene(terms: Partial<ContractTerms> = clientBased, given: PlacementOf = {}): Promise<Scene> {
  const placement = await aPlacement(test, { ...given, terms });
  await at('06:31');
  const { placementId } = placement;
  const { items } = await test.ask(listShifts, anAdmin(), { placementId, sort: 'startsAt', limit: 1 });
  return { ...placement, id: items[0]!.id };
}
/** UTC, of the Monday. */
const at = (time: string) => test.until(`2026-03-02T${time}:00Z`);
/** The clock alone: nothing rings, as if the service were away. */
const clockAt = (time: string) => test.app.get(ClockControl).set(new Date(`2026-03-02T${time}:00Z`));
const shiftNow = ({ id }: Scene) => test.ask(getShift, anAdmin(), { id });
const facts = async () =>
  (await test.ask(listPresenceFacts, anAdmin(), { sort: 'at', limit: 100 })).items.map(
    (fact) =>
      `${fact.at.slice(11, 16)} ${fact.kind}${fact.minutes === null ? '' : ` ${fact.minutes}`}${fact.noticedLate ? ' late' : ''}`,
  );
async function refused(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'not refused';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('CS-1: show-time', () => {
  it('who does not come is reminded, then AE and team lead are alerted', async () => {
    const scene = await aScene();
    await at('08:05');
    expect(await shiftNow(scene)).toMatchObject({ state: 'late', showTimeBy: '2026-03-02T08:05:00.000Z' });
    await at('08:30');
    expect(await shiftNow(scene)).toMatchObject({ state: 'no-show' });
    const about = { shiftId: scene.id, teamLeadId: scene.lead.id, accountExecutiveId: scene.ae.id };
    expect(await test.told(events.showTimePassed)).toMatchObject([about]);
    expect(await test.told(events.noShow)).toMatchObject([{ ...about, late: false }]);
    expect(await test.told(events.presenceNoted)).toMatchObject([{ ...about, kind: 'no-show', minutes: null }]);
    await at('20:00');
    expect(await facts()).toEqual(['08:30 no-show']);
    expect(await shiftNow(scene)).toMatchObject({ state: 'no-show' });
  });

  it('who comes in time is there; twice changes nothing', async () => {
    const scene = await aScene();
    await at('08:05');
    const there = await test.ask(checkIn, scene.expert, { id: scene.id });
    expect(there).toMatchObject({ state: 'present', checkedInAt: '2026-03-02T08:05:00.000Z', lateMinutes: 0 });
    await at('08:20');
    expect(await test.ask(checkIn, scene.expert, { id: scene.id })).toEqual(there);
    expect(await test.told(events.checkedIn)).toHaveLength(1);
    expect(await facts()).toEqual([]);
  });

  it('ten check-ins at once are one', async () => {
    const scene = await aScene();
    await at('08:20');
    const all = await Promise.all(Array.from({ length: 10 }, () => test.ask(checkIn, scene.expert, { id: scene.id })));
    expect(new Set(all.map(({ lateMinutes }) => lateMinutes))).toEqual(new Set([15]));
    expect(await test.told(events.checkedIn)).toHaveLength(1);
    expect(await facts()).toEqual(['08:20 late 15']);
  });

  it('who comes in the very moment it is missed is there, whoever was first', async () => {
    const scene = await aScene({ ...clientBased, hourlyUpdate: null });
    await at('08:29');
    await clockAt('08:30');
    const worker = test.app.get(TimerWorker);
    await Promise.all([worker.runDue(), test.ask(checkIn, scene.expert, { id: scene.id }), worker.runDue()]);
    expect(await shiftNow(scene)).toMatchObject({ state: 'present', lateMinutes: 25 });
    expect((await facts()).filter((fact) => fact !== '08:30 no-show')).toEqual(['08:30 late 25']);
  });

  it('without a show-time duty nobody is late', async () => {
    const scene = await aScene({ showTimeToleranceMinutes: null, silenceMinutes: null });
    await at('20:00');
    expect(await shiftNow(scene)).toMatchObject({ state: 'over', showTimeBy: null, lateMinutes: 0 });
    expect(await facts()).toEqual([]);
  });
});

describe('CS-2: hourly updates', () => {
  it('one an hour, reminded, then missed: never more than a fact', async () => {
    const scene = await aScene();
    const { id, expert } = scene;
    await at('08:00');
    await test.ask(checkIn, expert, { id });
    await at('08:50');
    await test.ask(giveUpdate, expert, { id, text: 'Status: Discussing tasks with my client.' });
    await at('10:30');
    const shift = await test.ask(giveUpdate, expert, { id, text: '…' });
    expect(shift.updates.map(({ state }) => state).slice(0, 3)).toEqual(['given', 'given', 'due']);
    await at('12:00');
    expect(await test.told(events.updateReminded)).toMatchObject([
      { dueAt: '2026-03-02T10:00:00.000Z', teamLeadId: scene.lead.id },
      { dueAt: '2026-03-02T11:00:00.000Z' },
    ]);
    expect(await test.told(events.updateMissed)).toMatchObject([{ dueAt: '2026-03-02T11:00:00.000Z', late: false }]);
    const given = await test.told(events.updateGiven);
    expect(given.map(({ dueAt, text }) => `${dueAt.slice(11, 16)} ${text}`)).toEqual([
      ...['09:00 Status: Discussing tasks with my client.', '10:00 …'],
    ]);
    expect(await facts()).toContain('11:00 missed-update');
  });

  it('before the check-in it counts as that too', async () => {
    const scene = await aScene();
    await at('08:25');
    const shift = await test.ask(giveUpdate, scene.expert, { id: scene.id, text: 'Train late, here now.' });
    expect(shift).toMatchObject({
      state: 'present',
      lateMinutes: 20,
      updates: [{ state: 'given' }, ...Array.from({ length: 7 }, () => ({ state: 'due' }))],
    });
    expect(await test.told(events.checkedIn)).toHaveLength(1);
  });

  it('where none is asked for, any is taken', async () => {
    const scene = await aScene({});
    await at('08:00');
    const once = await test.ask(giveUpdate, scene.expert, { id: scene.id, text: 'One' });
    const twice = await test.ask(giveUpdate, scene.expert, { id: scene.id, text: 'Two' });
    expect(once.updates).toHaveLength(1);
    expect(twice.updates.map(({ text }) => text)).toEqual(['One', 'Two']);
  });

  it('intact with any writing, refused with what is no text', async () => {
    const { id, expert } = await aScene();
    await at('08:00');
    const text = '<b>שלום</b> & "Привет" 👋🏽';
    expect((await test.ask(giveUpdate, expert, { id, text })).updates[0]!.text).toBe(text);
    expect(await refused(test.ask(giveUpdate, expert, { id, text: 'a\u0000b' }))).toBe('request.invalid');
    expect(await refused(test.ask(giveUpdate, expert, { id, text: '  ' }))).toBe('request.invalid');
    expect(await refused(test.ask(giveUpdate, expert, { id, text: 'x'.repeat(5_001) }))).toBe('request.invalid');
  });
});

describe('CS-3: breaks', () => {
  const aQuestion = ({ client, placementId }: Scene) =>
    test.ask(askQuestion, client, { placementId, subject: 'Invoices', body: 'As PDF?' });
  const assignedTo = async (id: string) => (await test.ask(getQuestion, anAdmin(), { id })).assignedTo;

  it('open questions move to who stands in, and back; the clock runs on', async () => {
    const scene = await aScene();
    const { id, expert, lead } = scene;
    await at('08:00');
    await test.ask(checkIn, expert, { id });
    const question = await aQuestion(scene);
    await at('08:10');
    const away = await test.ask(startBreak, expert, { id, expectedMinutes: 15 });
    expect(away).toMatchObject({
      state: 'on-break',
      breaks: [{ expectedBackAt: '2026-03-02T08:25:00.000Z', coveredBy: lead.id }],
    });
    expect(await assignedTo(question.id)).toBe(lead.id);
    const [clock] = (await test.ask(getQuestion, anAdmin(), { id: question.id })).clocks;
    expect(clock).toMatchObject({ state: 'running', countedSeconds: 600 });
    await at('08:20');
    const there = await test.ask(endBreak, expert, { id });
    expect(there).toMatchObject({ state: 'present', breaks: [{ endedAt: '2026-03-02T08:20:00.000Z', late: false }] });
    expect(await assignedTo(question.id)).toBe(expert.id);
    expect(await test.told(events.questionHandedOver)).toMatchObject([{ because: 'break' }, { because: 'back' }]);
    expect(await facts()).toEqual([]);
  });

  it('past its expected end it is reminded, and noted when it ends', async () => {
    const { id, expert } = await aScene();
    await at('08:00');
    await test.ask(checkIn, expert, { id });
    await test.ask(startBreak, expert, { id, expectedMinutes: 15 });
    await at('08:22');
    expect(await test.told(events.breakOverdue)).toMatchObject([
      { shiftId: id, expectedBackAt: '2026-03-02T08:15:00.000Z' },
    ]);
    await test.ask(endBreak, expert, { id });
    expect(await test.told(events.breakEnded)).toMatchObject([{ late: true }]);
    expect(await facts()).toEqual(['08:22 late-break 7']);
  });

  it('a status due in a break is excused, and a silence waits', async () => {
    const { id, expert } = await aScene();
    await at('08:00');
    await test.ask(checkIn, expert, { id });
    await at('08:50');
    await test.ask(startBreak, expert, { id, expectedMinutes: 30 });
    await at('09:20');
    const shift = await test.ask(endBreak, expert, { id });
    expect(shift.updates[0]!.state).toBe('excused');
    await at('11:15');
    expect((await facts()).filter((fact) => fact.includes('silence'))).toEqual([]);
  });

  it('ends with the shift, and questions go back', async () => {
    const scene = await aScene();
    const { id, expert } = scene;
    await at('15:00');
    await test.ask(checkIn, expert, { id });
    const question = await aQuestion(scene);
    await at('15:50');
    await test.ask(startBreak, expert, { id, expectedMinutes: 60 });
    await at('16:00');
    expect(await shiftNow(scene)).toMatchObject({
      state: 'over',
      breaks: [{ endedAt: '2026-03-02T16:00:00.000Z', late: false }],
    });
    expect(await assignedTo(question.id)).toBe(expert.id);
  });

  it('one at a time', async () => {
    const { id, expert } = await aScene();
    await at('08:00');
    expect(await refused(test.ask(startBreak, expert, { id, expectedMinutes: 5 }))).toBe('communication.not-present');
    await test.ask(checkIn, expert, { id });
    const both = await Promise.all(
      [1, 2].map((n) => refused(test.ask(startBreak, expert, { id, expectedMinutes: n }))),
    );
    expect(both.sort()).toEqual(['communication.not-present', 'not refused']);
    await test.ask(endBreak, expert, { id });
    expect(await refused(test.ask(endBreak, expert, { id }))).toBe('communication.no-break');
  });
});

describe('CS-3: silence is listed as a fact', () => {
  const quiet = { hourlyUpdate: null, silenceMinutes: 120 };
  const sign = ({ placementId, expert }: Scene, time: string) =>
    test.app
      .get(Transactions)
      .run((tx) => test.app.get(Signs).note(tx, placementId, expert.id, new Date(`2026-03-02T${time}:00Z`)));

  it('once a stretch, in the zone of the shift', async () => {
    const scene = await aScene(quiet);
    await at('08:00');
    await test.ask(checkIn, scene.expert, { id: scene.id });
    await at('09:00');
    await sign(scene, '09:00');
    await at('15:00');
    const { items } = await test.ask(listPresenceFacts, scene.expert, {});
    expect(items).toMatchObject([
      {
        kind: 'silence',
        at: '2026-03-02T11:00:00.000Z',
        minutes: 120,
        words: 'No sign from 10:00 to 12:00. This is a fact for a conversation, not an accusation.',
        talks: [],
      },
    ]);
  });

  it('a sign of another placement is none here', async () => {
    const scene = await aScene(quiet);
    await at('08:00');
    await test.ask(checkIn, scene.expert, { id: scene.id });
    await at('09:00');
    await sign({ ...scene, placementId: newId() }, '09:00');
    await at('10:00');
    expect(await facts()).toEqual(['10:00 silence 120']);
  });

  it('signs are forgotten with the shift, and those outside of one are not kept', async () => {
    const scene = await aScene(quiet);
    await sign(scene, '07:59');
    expect(await test.query('select from presence_signs')).toEqual([]);
    await at('08:00');
    await test.ask(checkIn, scene.expert, { id: scene.id });
    expect(await test.query('select from presence_signs')).toHaveLength(1);
    await at('16:00');
    expect(await test.query('select from presence_signs')).toEqual([]);
  });
});

describe('a service that was away', () => {
  it('fires each deadline once, on return, marked late', async () => {
    const scene = await aScene({ ...clientBased, silenceMinutes: 120 });
    const { id, expert } = scene;
    await at('08:00');
    await test.ask(checkIn, expert, { id });
    await clockAt('12:00');
    await test.ask(giveUpdate, expert, { id, text: 'Back online.' });
    await Promise.all([test.app.get(TimerWorker).runDue(), test.app.get(TimerWorker).runDue()]);
    expect((await facts()).sort()).toEqual([
      '09:00 missed-update late',
      '10:00 missed-update late',
      '10:00 silence 120 late',
    ]);
    expect(await test.told(events.updateMissed)).toMatchObject([{ late: true }, { late: true }]);
    expect((await shiftNow(scene)).updates.map(({ state }) => state).slice(0, 4)).toEqual([
      'missed',
      'missed',
      'given',
      'due',
    ]);
  });

  it('fires each once, also where two replicas come back at once', async () => {
    const scenes = [];
    for (let n = 0; n < 12; n++) scenes.push(await aScene({ ...clientBased, hourlyUpdate: null }));
    await clockAt('08:40');
    const replica = await Test.createTestingModule({ imports: [CommunicationModule] }).compile();
    const workers = [test.app, replica].map((app) => app.get(TimerWorker));
    workers[1]!.onApplicationBootstrap();
    await Promise.all(workers.map((worker) => worker.runDue()));
    await replica.close();
    expect(await facts()).toEqual(scenes.map(() => '08:30 no-show late'));
    expect(await test.told(events.noShow)).toEqual(scenes.map(() => expect.objectContaining({ late: true })));
  });

  it('a timer that rings again finds nothing to do', async () => {
    const scene = await aScene();
    await at('08:30');
    for (const _ of [1, 2]) {
      await test.query(
        `insert into timer (kind, subject_id, due_at, next_try) values ($1, $2, $3, $3)
         on conflict (kind, subject_id) do update set next_try = excluded.next_try`,
        [shiftTimer, scene.id, '2026-03-02T08:05:00Z'],
      );
      await test.app.get(TimerWorker).runDue();
    }
    expect(await test.told(events.showTimePassed)).toHaveLength(1);
    expect(await facts()).toEqual(['08:30 no-show']);
  });

  it('a timer of a shift that is gone is nobody’s', async () => {
    await test.query('insert into timer (kind, subject_id, due_at, next_try) values ($1, $2, $3, $3)', [
      ...[shiftTimer, newId(), '2026-03-02T06:00:00Z'],
    ]);
    await test.app.get(TimerWorker).runDue();
    // Had it failed, it would be tried again.
    expect(await test.query('select from timer where kind = $1', [shiftTimer])).toEqual([]);
  });
});

describe('CS-2: facts are for a conversation', () => {
  const aFact = async (kind: string) => {
    await aScene({ ...clientBased, showTimeToleranceMinutes: null });
    await at('10:00');
    const { items } = await test.ask(listPresenceFacts, anAdmin(), {});
    return items.find((fact) => fact.kind === kind)!;
  };

  it.each(['missed-update', 'silence'])('%s: never conduct, never a strike, in so many words', async (kind) => {
    const { id } = await aFact(kind);
    for (const use of ['conduct', 'strike'] as const) {
      const refusal = await test.refusal(talkAbout, anAdmin(), { id, use, note: 'Warned.' });
      expect(refusal).toMatchObject({
        code: 'communication.never-conduct',
        kind: 'invalid',
        errors: [{ field: 'use' }],
      });
      expect(refusal.detail).toContain('never a strike and never conduct');
    }
    const talked = await test.ask(talkAbout, aTeamLead(), { id, note: 'Internet was down.' });
    expect(talked.talks).toMatchObject([{ note: 'Internet was down.', by: 'Tom Lead' }]);
    expect((await test.ask(listPresenceFacts, anAe(), { talkedAbout: 'true' })).items).toEqual([talked]);
    const others = await test.ask(listPresenceFacts, anAe(), { talkedAbout: 'false' });
    expect(others.items.map((fact) => fact.id)).not.toContain(id);
  });

  it('neither the service nor anybody else changes one', async () => {
    const { id } = await aFact('silence');
    await expect(test.query('update presence_facts set minutes = 1 where id = $1', [id])).rejects.toThrow(
      'permission denied',
    );
    await expect(test.query('delete from presence_talks')).rejects.toThrow('permission denied');
  });
});

describe('GW-3: whose it is', () => {
  it('strangers find nothing', async () => {
    const scene = await aScene();
    const { id } = scene;
    await at('08:30');
    for (const stranger of [aClientUser(), anExpert()]) {
      expect(await refused(test.ask(getShift, stranger, { id }))).toBe('access.no-such-shift');
      expect((await test.ask(listShifts, stranger, {})).items).toEqual([]);
      const ofPlacement = test.ask(listShifts, stranger, { placementId: scene.placementId });
      expect(await refused(ofPlacement)).toBe('access.no-such-placement');
    }
    expect(await refused(test.ask(checkIn, anExpert(), { id }))).toBe('access.no-such-shift');
    expect((await test.ask(listPresenceFacts, anExpert(), {})).items).toEqual([]);
    expect((await test.ask(listPresenceFacts, scene.expert, {})).items).toHaveLength(1);
  });

  it('a client reads its shifts, and no facts; only the expert checks in', async () => {
    const scene = await aScene();
    const { id } = scene;
    expect(await test.ask(getShift, scene.client, { id })).toMatchObject({ state: 'expected' });
    expect(await refused(test.ask(listPresenceFacts, scene.client, {}))).toBe('access.role');
    for (const actor of [scene.client, scene.ae, anAdmin()]) {
      expect(await refused(test.ask(checkIn, actor, { id }))).toBe('access.role');
      expect(await refused(test.ask(giveUpdate, actor, { id, text: 'x' }))).toBe('access.role');
    }
    expect(await refused(test.ask(talkAbout, scene.expert, { id: newId(), note: 'x' }))).toBe('access.role');
    expect(await refused(test.ask(talkAbout, scene.ae, { id: newId(), note: 'x' }))).toBe(
      'access.no-such-presence-fact',
    );
  });

  it('lists page by page, by state and day', async () => {
    const expert = anExpert();
    const scene = await aScene(clientBased, { expert });
    await at('08:30');
    const own = await test.ask(listShifts, expert, { state: 'no-show' });
    expect(own.items.map(({ id }) => id)).toEqual([scene.id]);
    const days = await test.ask(listShifts, anAe(), {
      from: '2026-03-03',
      to: '2026-03-05',
      limit: 2,
      sort: 'startsAt',
    });
    const rest = await test.ask(listShifts, anAe(), {
      from: '2026-03-03',
      to: '2026-03-05',
      limit: 2,
      sort: 'startsAt',
      cursor: days.nextCursor!,
    });
    expect([...days.items, ...rest.items].map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    expect(rest.nextCursor).toBeNull();
  });
});
