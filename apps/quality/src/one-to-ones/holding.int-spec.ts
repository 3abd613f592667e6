import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  changeOneToOne,
  getOneToOne,
  holdOneToOne,
  listOneToOnes,
  type OneToOne,
  qualityEvents,
  recordOneToOne,
  summariseOneToOnes,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import {
  aClientUser,
  anAdmin,
  anExpert,
  aPlacement,
  aTeamLead,
  end,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { atOnce } from './test-support/at-once.js';

const { oneToOneHeld } = qualityEvents;

describe('QN-7: one-to-ones are held', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
    await test.until('2026-03-12T09:00:00Z');
  });
  afterEach(() => test.stop());

  const list = async (filter: object = {}, actor: Actor = placement.ae) =>
    (await test.ask(listOneToOnes, actor, filter)).items;
  const one = async (filter: object): Promise<z.output<typeof OneToOne>> => {
    const items = await list(filter);
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  const due = (side: 'expert' | 'client') => one({ with: side, state: 'due' });
  const hold = (id: string, about: object = {}, actor: Actor = placement.ae) =>
    test.ask(holdOneToOne, actor, { id, notes: 'Content.', ...about });
  const record = (side: 'expert' | 'client', about: object = {}, actor: Actor = placement.ae) =>
    test.ask(recordOneToOne, actor, { placementId: placement.placementId, with: side, notes: 'Extra.', ...about });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  it('with notes for staff, what was agreed for the client, and its scores (QN-5)', async () => {
    const { id } = await due('client');
    const held = await hold(id, {
      agreed: 'A demo on Fridays',
      overall: 4,
      scores: { reliable: 5, understandable: 3 },
    });
    expect(held).toMatchObject({
      ...{
        state: 'held',
        heldAt: '2026-03-12T09:00:00.000Z',
        heldBy: placement.ae.name,
        notes: 'Content.',
        overall: 4,
      },
      ...{ scores: { reliable: 5, understandable: 3 }, version: 2 },
      history: [
        { state: 'due', by: 'Shoreline' },
        { state: 'held', by: placement.ae.name },
      ],
    });
    expect(await test.told(oneToOneHeld)).toMatchObject([{ oneToOneId: id, heldAt: '2026-03-12T09:00:00.000Z' }]);
    expect(await test.query('select source, key, score, day from client_scores order by key')).toEqual([
      { source: 'one-to-one', key: 'reliable', score: 5, day: '2026-03-12' },
      { source: 'one-to-one', key: 'understandable', score: 3, day: '2026-03-12' },
    ]);
    const seen = await test.ask(getOneToOne, placement.client, { id });
    expect(seen).toMatchObject({ agreed: 'A demo on Fridays', scores: { reliable: 5, understandable: 3 } });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['notes']));
    for (const internal of ['notes', 'overall', 'history']) expect(seen).not.toHaveProperty(internal);
  });

  it('GW-3: each side sees its own only; strangers see nothing', async () => {
    const [withExpert, withClient] = [await due('expert'), await due('client')];
    const agreed = await hold(withExpert.id, { agreed: 'A course' });
    const seen = await test.ask(getOneToOne, placement.expert, { id: agreed.id });
    expect(seen).toMatchObject({ agreed: 'A course' });
    expect(seen).not.toHaveProperty('notes');
    const gone = 'access.no-such-one-to-one';
    expect(await refused(test.ask(getOneToOne, placement.client, { id: withExpert.id }))).toBe(gone);
    expect(await refused(test.ask(getOneToOne, placement.expert, { id: withClient.id }))).toBe(gone);
    for (const stranger of [aClientUser(), anExpert(), aTeamLead()]) {
      for (const { id } of [withExpert, withClient]) {
        expect(await refused(test.ask(getOneToOne, stranger, { id }))).toBe(gone);
      }
      expect(await list({}, stranger)).toEqual([]);
    }
    expect(await refused(hold(withClient.id, {}, aTeamLead()))).toBe(gone);
    expect(await refused(record('client', {}, aTeamLead()))).toBe('access.no-such-placement');
    for (const member of [placement.client, placement.expert]) {
      expect(await refused(hold(withClient.id, {}, member))).toBe('access.role');
      expect(await refused(record('client', {}, member))).toBe('access.role');
    }
    expect((await list({}, placement.expert)).map((each) => each.with)).toEqual(['expert', 'expert']);
    expect((await list({}, placement.client)).map((each) => each.with)).toEqual(['client']);
    expect(await list({ with: 'expert' }, placement.client)).toEqual([]);
    expect(await list({}, placement.lead)).toHaveLength(3);
    expect((await hold(withClient.id, {}, placement.lead)).heldBy).toBe(placement.lead.name);
  });

  it('held by two at once, it is held once', async () => {
    const { id } = await due('expert');
    expect(await atOnce(test, [() => hold(id), () => hold(id, {}, anAdmin())])).toBe(1);
    expect(await refused(hold(id))).toBe('quality.one-to-one-closed');
    expect(await test.told(oneToOneHeld)).toHaveLength(1);
  });

  it('a missed one is held late, and stays visibly missed', async () => {
    const missed = await one({ state: 'missed' });
    const heldAt = '2026-03-11T09:00:00.000Z';
    expect(await hold(missed.id, { heldAt })).toMatchObject({
      ...{ state: 'held', heldAt, missedAt: '2026-03-09T23:00:00.000Z' },
    });
    // The next one, which was due by then, keeps its day.
    expect(await due('expert')).toMatchObject({ dueOn: '2026-03-16' });
    const { items, accountExecutives } = await test.ask(summariseOneToOnes, placement.ae, {});
    const counts = { due: 2, held: 1, heldLate: 1, missed: 0 };
    expect(items).toMatchObject([{ placementId: placement.placementId, ...counts }]);
    expect(accountExecutives).toMatchObject([{ accountExecutive: placement.ae.name, ...counts }]);
  });

  it('when it was held is neither in the future, nor before the last one, nor before the placement', async () => {
    const { id } = await due('expert');
    expect(await refused(hold(id, { heldAt: '2026-03-12T09:00:01Z' }))).toBe('quality.held-in-future');
    expect(await refused(hold(id, { heldAt: '2026-03-01T22:59:59Z' }))).toBe('quality.held-before-start');
    await hold(id, { heldAt: '2026-03-11T09:00:00Z' });
    expect(await refused(record('expert', { heldAt: '2026-03-11T08:59:59Z' }))).toBe('quality.held-before-last');
    const missed = await one({ state: 'missed' });
    expect((await hold(missed.id, { heldAt: '2026-03-09T09:00:00Z' })).state).toBe('held');
  });

  it('QN-5: only a client scores', async () => {
    const { id } = await due('expert');
    expect(await refused(hold(id, { scores: { reliable: 5 } }))).toBe('quality.client-scores-only');
    expect(await due('expert')).toMatchObject({ id });
  });

  it('an extra one moves the next due; when one is due, it is that one', async () => {
    const expected = await due('expert');
    const held = await record('expert');
    expect(held).toMatchObject({ id: expected.id, state: 'held', extra: false });
    expect(await record('expert')).toMatchObject({ state: 'held', extra: true, dueOn: '2026-03-12' });
    await test.until('2026-03-13T10:00:00Z');
    const extra = await record('expert');
    expect(extra).toMatchObject({ extra: true, dueOn: '2026-03-13' });
    await test.until('2026-03-17T10:00:00Z');
    expect(await due('expert')).toMatchObject({ dueOn: '2026-03-20' });
  });

  it('one is recorded when the placement is over, too, and nothing becomes due', async () => {
    await end(test, placement, '2026-03-12');
    expect(await record('client', { scores: { reliable: 2 } })).toMatchObject({ extra: true, scores: { reliable: 2 } });
    await test.until('2026-06-01T09:00:00Z');
    expect(await list({ state: 'due' })).toEqual([]);
  });

  it('GW-4: what was written changes by version, with its history', async () => {
    const { id, version: before } = await due('client');
    const change = (version: number, what: object) =>
      test.ask(changeOneToOne, placement.ae, { id, version, change: what });
    expect(await refused(change(before, { notes: 'Soon.' }))).toBe('quality.one-to-one-not-held');
    const { version } = await hold(id, { scores: { reliable: 5 } });
    const changed = await change(version, { notes: 'Better.', scores: { 'fixes-fast': 1 } });
    expect(changed).toMatchObject({ notes: 'Better.', scores: { 'fixes-fast': 1 }, agreed: null, state: 'held' });
    expect(changed.history!.at(-1)).toMatchObject({ by: placement.ae.name, reason: 'Changed: notes, scores.' });
    expect(await test.query('select key, score from client_scores')).toEqual([{ key: 'fixes-fast', score: 1 }]);
    expect(await refused(change(version, { agreed: 'Late' }))).toBe('request.stale');
    const both = [1, 2].map((n) => () => change(changed.version, { notes: `By ${n}` }));
    expect(await atOnce(test, both)).toBe(1);
    const foreign = test.ask(changeOneToOne, aTeamLead(), { id, version, change: { notes: 'Mine' } });
    expect(await refused(foreign)).toBe('access.no-such-one-to-one');
  });

  it('lists by day and state, in pages', async () => {
    await aPlacement(test, { ae: placement.ae });
    await test.until('2026-04-01T09:00:00Z');
    const days = async (filter: object) => (await list(filter)).map(({ dueOn }) => dueOn);
    const { placementId } = placement;
    expect(await days({ placementId, with: 'expert', from: '2026-03-16', to: '2026-03-23' })).toEqual([
      ...['2026-03-23', '2026-03-16'],
    ]);
    expect(await days({ expertId: placement.expert.expertId, state: 'missed', sort: 'dueOn', limit: 2 })).toEqual([
      ...['2026-03-09', '2026-03-16'],
    ]);
    const all = { limit: 3, sort: 'dueOn' as const };
    const first = await test.ask(listOneToOnes, placement.ae, all);
    const second = await test.ask(listOneToOnes, placement.ae, { ...all, cursor: first.nextCursor! });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(6);
  });

  it('missed ones are counted for each placement and account executive, those with most first', async () => {
    const other = await aPlacement(test);
    await test.until('2026-03-31T09:00:00Z');
    const summary = await test.ask(summariseOneToOnes, anAdmin(), {});
    expect(summary.items.map(({ placementId, missed }) => [placementId, missed])).toEqual([
      [placement.placementId, 6],
      [other.placementId, 4],
    ]);
    expect(summary.accountExecutives).toMatchObject([
      { accountExecutiveId: placement.ae.id, missed: 6 },
      { accountExecutiveId: other.ae.id, missed: 4 },
    ]);
    const own = await test.ask(summariseOneToOnes, other.lead, { with: 'client', to: '2026-03-26' });
    expect(own.items).toMatchObject([{ placementId: other.placementId, missed: 1, due: 0 }]);
    const next = await test.ask(summariseOneToOnes, anAdmin(), { limit: 1 });
    const rest = await test.ask(summariseOneToOnes, anAdmin(), { limit: 1, cursor: next.nextCursor! });
    expect(rest.items).toMatchObject([{ placementId: other.placementId }]);
    expect(await refused(test.ask(summariseOneToOnes, placement.client, {}))).toBe('access.role');
  });
});
