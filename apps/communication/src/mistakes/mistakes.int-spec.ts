import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  communicationEvents,
  getMistake,
  listMistakes,
  type Mistake,
  putMistakeRight,
  recordMistake,
  tellMistake,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import {
  aClientUser,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  end,
  type TestPlacement,
} from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';

const { mistakeRecorded, mistakeTold, mistakePutRight } = communicationEvents;

describe('CS-8: mistakes', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication('2026-03-02T09:00:00Z');
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const record = (actor: Actor = placement.expert, knownAt?: string): Promise<z.output<typeof Mistake>> =>
    test.ask(recordMistake, actor, {
      ...{ placementId: placement.placementId, what: 'A migration ran twice', knownAt },
    });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  it('recorded, told within the term, put right: the client sees each', async () => {
    const { id, ...known } = await record();
    expect(known).toMatchObject({
      ...{ state: 'known', knownAt: '2026-03-02T09:00:00.000Z', recordedBy: 'Ana Šimić', toldAt: null },
      clock: { kind: 'mistake', state: 'running', dueAt: '2026-03-02T09:30:00.000Z' },
    });
    expect(await test.ask(getMistake, placement.client, { id })).toMatchObject({ what: 'A migration ran twice' });
    expect(await refused(test.ask(putMistakeRight, placement.expert, { id, remedy: 'Undone' }))).toBe(
      'communication.not-told',
    );
    await test.until('2026-03-02T09:20:00Z');
    const told = await test.ask(tellMistake, placement.lead, { id, message: 'We made a mistake.' });
    expect(told).toMatchObject({
      ...{ state: 'told', toldBy: 'Tom Lead', toldAt: '2026-03-02T09:20:00.000Z', message: 'We made a mistake.' },
      clock: { state: 'stopped', breachedAt: null },
    });
    expect(await refused(test.ask(tellMistake, placement.lead, { id, message: 'Again' }))).toBe(
      'communication.already-told',
    );
    const right = await test.ask(putMistakeRight, placement.expert, { id, remedy: 'Undone' });
    expect(right).toMatchObject({ state: 'put-right', remedy: 'Undone', version: 3 });
    expect(await refused(test.ask(putMistakeRight, placement.expert, { id, remedy: 'Again' }))).toBe(
      'communication.already-put-right',
    );
    expect(await test.told(mistakeRecorded)).toMatchObject([{ mistakeId: id, dueAt: '2026-03-02T09:30:00.000Z' }]);
    expect(await test.told(mistakeTold)).toMatchObject([{ message: 'We made a mistake.', channel: 'email' }]);
    expect(await test.told(mistakePutRight)).toMatchObject([{ remedy: 'Undone', channel: 'email' }]);
  });

  it('the term counts from when it was known, not from when it was recorded', async () => {
    const early = await record(placement.expert, '2026-03-02T08:50:00Z');
    expect(early.clock).toMatchObject({ countedSeconds: 600, dueAt: '2026-03-02T09:20:00.000Z' });
    const { id } = await record(placement.expert, '2026-03-02T08:15:00Z');
    const told = await test.ask(tellMistake, placement.expert, { id, message: 'Late' });
    expect(told.clock).toMatchObject({ state: 'stopped', breachedAt: '2026-03-02T08:45:00.000Z' });
  });

  it('it is not known in the future, nor before there was a placement', async () => {
    expect(await refused(record(placement.expert, '2026-03-02T09:00:01Z'))).toBe('communication.known-in-future');
    expect(await refused(record(placement.expert, '2026-03-01T22:59:59Z'))).toBe('communication.known-before-start');
  });

  it('told by two at once, it is told once', async () => {
    const { id } = await record();
    const tell = (actor: Actor) => test.ask(tellMistake, actor, { id, message: 'Sorry' });
    const both = await Promise.allSettled([tell(placement.expert), tell(placement.ae)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await test.told(mistakeTold)).toHaveLength(1);
  });

  it('GW-3: the expert, a lead or an AE records it; a client only reads its own', async () => {
    const { id } = await record();
    for (const actor of [anAe(), aTeamLead()]) await record(actor);
    expect(await refused(record(placement.client))).toBe('access.role');
    expect(await refused(record(anExpert()))).toBe('access.no-such-placement');
    expect(await refused(test.ask(tellMistake, placement.client, { id, message: 'Me' }))).toBe('access.role');
    for (const stranger of [aClientUser(), anExpert()]) {
      expect(await refused(test.ask(getMistake, stranger, { id }))).toBe('access.no-such-mistake');
    }
    expect((await test.ask(listMistakes, placement.client, {})).items).toHaveLength(3);
    expect((await test.ask(listMistakes, aClientUser(), {})).items).toEqual([]);
  });

  it('is recorded and told after the placement is over, too', async () => {
    await end(test, placement, '2026-03-02');
    const { id } = await record();
    expect((await test.ask(tellMistake, placement.ae, { id, message: 'We found this.' })).state).toBe('told');
  });

  it('lists by state', async () => {
    const { id } = await record(placement.expert, '2026-03-02T08:30:00Z');
    const later = await record();
    await test.ask(tellMistake, placement.expert, { id, message: 'Sorry' });
    const found = async (filter: object) => (await test.ask(listMistakes, anAe(), filter)).items.map((each) => each.id);
    expect(await found({})).toEqual([later.id, id]);
    expect(await found({ state: 'known' })).toEqual([later.id]);
    expect(await found({ sort: 'knownAt', limit: 1, clientId: placement.client.clientId })).toEqual([id]);
  });
});
