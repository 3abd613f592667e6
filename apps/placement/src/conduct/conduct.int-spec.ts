import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  answerConduct,
  changeExpert,
  type ConductCategory,
  getConductLadders,
  getConductRecord,
  listConductRecords,
  type NewConductRecord,
  placementEvents,
  proposeTermination,
  recordConduct,
  setConductLadders,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPartner,
  aTeamLead,
} from '../test-support/builders.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
let expert: Actor;
beforeEach(async () => {
  service = await startPlacement();
  expert = await aCertifiedExpert(service);
});
afterEach(() => service.stop());

type Category = z.output<typeof ConductCategory>;

const about = (given: Partial<z.input<typeof NewConductRecord>> = {}): z.input<typeof NewConductRecord> => ({
  expertId: expert.id,
  category: 'policy-breach',
  what: 'Customer data was copied to a private laptop.',
  happenedOn: '2026-02-02',
  coaching: 'We went through the data policy together.',
  evidence: [{ kind: 'report', note: 'The client told us.' }],
  ...given,
});
const record = (given: Partial<z.input<typeof NewConductRecord>> = {}, actor = anAe()) =>
  service.ask(recordConduct, actor, about(given));
const ledBy = async (lead: Actor): Promise<void> => {
  await service.ask(changeExpert, anAe(), { id: expert.id, version: 3, change: { teamLeadId: lead.id } });
};
const day = (n: number) => `2026-02-${String(2 + n).padStart(2, '0')}`;

describe('PL-14: a record', () => {
  it('keeps what, who and when; the expert sees it, answers it, and both are told', async () => {
    const { id: recordId } = await record();
    await service.until('2026-02-02T12:00:00Z');
    const answered = await service.ask(answerConduct, expert, { id: recordId, text: 'I asked my lead first.' });
    expect(answered).toMatchObject({
      ...{ expertId: expert.id, expertName: 'Ana Šimić', category: 'policy-breach', happenedOn: '2026-02-02' },
      ...{ step: 'chance 1 of 3, with coaching', coaching: 'We went through the data policy together.' },
      ...{ recordedBy: 'Ann Executive', recordedAt: now },
      answers: [{ text: 'I asked my lead first.', at: '2026-02-02T12:00:00.000Z', by: 'Ana Šimić' }],
      history: [
        { state: 'recorded', byRole: 'account-executive' },
        { state: 'answered', byRole: 'expert' },
      ],
    });
    expect(await service.ask(getConductRecord, expert, { id: recordId })).toEqual(answered);
    expect((await service.ask(listConductRecords, expert, {})).items).toEqual([answered]);
    const told = { recordId, expertId: expert.id, category: 'policy-breach' };
    expect(await service.told(placementEvents.conductRecorded)).toEqual([
      { ...told, what: answered.what, step: answered.step, recordedBy: 'Ann Executive', at: now },
    ]);
    expect(await service.told(placementEvents.conductAnswered)).toEqual([
      { ...told, kind: 'answer', text: 'I asked my lead first.', at: '2026-02-02T12:00:00.000Z' },
    ]);
  });

  it('is made once for one Idempotency-Key (GW-4)', async () => {
    const ae = anAe();
    const first = await service.ask(recordConduct, ae, about(), 'key-1');
    expect(await service.ask(recordConduct, ae, about(), 'key-1')).toEqual(first);
    expect(await service.told(placementEvents.conductRecorded)).toHaveLength(1);
  });

  it('never rests on missed hourly updates (CS-2), in the database neither', async () => {
    const missed = { kind: 'missed-update' as const, note: 'At 10:00.' };
    const refusal = { code: 'placement.missed-updates-are-no-ground', errors: [{ field: 'evidence' }], rule: 'PL-14' };
    for (const evidence of [[missed], [missed, missed, missed]]) {
      for (const actor of [anAe(), anAdmin()]) {
        expect(await service.refusal(recordConduct, actor, about({ evidence }))).toMatchObject(refusal);
      }
    }
    expect(await service.refusal(recordConduct, anAe(), about({ evidence: [] }))).toMatchObject({
      ...{ code: 'request.invalid', errors: [{ field: 'evidence' }] },
    });
    expect((await service.ask(listConductRecords, anAe(), {})).items).toEqual([]);
    const mixed = [missed, { kind: 'message' as const, note: 'No word on why.' }];
    const { id } = await record({ evidence: mixed });
    const copy = `insert into conduct_records select $1, expert_id, category, what, happened_on, step, coaching,
      '[{"kind":"missed-update"}]', recorded_by, recorded_at from conduct_records where id = $2`;
    await expect(service.query(copy, [newId(), id])).rejects.toMatchObject({ constraint: 'conduct_has_ground' });
    await expect(service.query('update conduct_records set what = $1', ['Nothing.'])).rejects.toThrow('denied');
    await expect(service.query('delete from conduct_answers')).rejects.toThrow('denied');
  });

  it.each([
    [{ coaching: undefined }, 'placement.coaching-missing'],
    [{ happenedOn: '2026-02-03' }, 'placement.happened-in-future'],
    [{ what: '' }, 'request.invalid'],
  ])('%j is refused with %s', async (given, code) => {
    expect(await service.refusal(recordConduct, anAe(), about(given))).toMatchObject({ code, kind: 'invalid' });
  });

  it('is of the day where the expert is', async () => {
    await service.until('2026-02-02T23:30:00Z');
    expect(await record({ happenedOn: '2026-02-03' })).toMatchObject({ happenedOn: '2026-02-03' });
  });

  it('concerns the expert, its team lead, account executives and administrators; nobody else (GW-3)', async () => {
    const lead = aTeamLead();
    const { id } = await record();
    const [other, client] = [await aCertifiedExpert(service), await aClient(service)];
    const sees = async (actor: Actor) => (await service.ask(listConductRecords, actor, {})).items.length;
    expect(await sees(lead)).toBe(0);
    expect(await service.refusal(recordConduct, lead, about())).toMatchObject({ code: 'access.no-such-expert' });
    await ledBy(lead);
    for (const actor of [expert, lead, anAe(), anAdmin()]) {
      expect(await service.ask(getConductRecord, actor, { id })).toMatchObject({ id });
      expect(await sees(actor)).toBe(1);
    }
    await record({}, lead);
    for (const stranger of [other, aTeamLead(), client, aPartner()]) {
      expect(await service.refusal(getConductRecord, stranger, { id })).toMatchObject({
        ...{ code: 'access.no-such-conduct-record', kind: 'not-found' },
      });
    }
    for (const stranger of [other, aTeamLead()]) {
      expect(await sees(stranger)).toBe(0);
      expect(await service.refusal(listConductRecords, stranger, { expertId: expert.id })).toMatchObject({
        code: 'access.no-such-expert',
      });
    }
    for (const outsider of [client, aPartner()]) {
      expect(await service.refusal(listConductRecords, outsider, {})).toMatchObject({ code: 'access.role' });
    }
    expect(await service.refusal(answerConduct, other, { id, text: 'Me too.' })).toMatchObject({
      code: 'access.no-such-conduct-record',
    });
    expect(await service.refusal(recordConduct, anAe(), about({ expertId: newId() }))).toMatchObject({
      code: 'access.no-such-expert',
    });
    for (const actor of [lead, anAe(), client]) {
      expect(await service.refusal(answerConduct, actor, { id, text: 'For it.' })).toMatchObject({
        code: 'access.role',
      });
    }
    for (const actor of [expert, client]) {
      expect(await service.refusal(recordConduct, actor, about())).toMatchObject({ code: 'access.role' });
    }
  });

  it('is found by expert and category, by day or recording, page by page', async () => {
    await service.until('2026-02-05T12:00:00Z');
    const first = await record({ happenedOn: '2026-02-04' });
    await service.until('2026-02-06T12:00:00Z');
    const second = await record({ category: 'insensitive-remark', happenedOn: '2026-02-03' });
    const ids = async (filter: object) =>
      (await service.ask(listConductRecords, anAe(), filter)).items.map(({ id }) => id);
    expect(await ids({})).toEqual([second.id, first.id]);
    expect(await ids({ sort: '-happenedOn' })).toEqual([first.id, second.id]);
    expect(await ids({ category: 'insensitive-remark', expertId: expert.id })).toEqual([second.id]);
    const page = await service.ask(listConductRecords, anAe(), { limit: 1 });
    expect(await ids({ limit: 1, cursor: page.nextCursor })).toEqual([first.id]);
  });
});

describe('PL-14: the ladder', () => {
  const propose = { reason: 'It goes on.' };

  it.each<[Category, number]>([
    ['policy-breach', 4],
    ['refusing-ownership', 3],
    ['excessive-secret-breaks', 3],
    ['bad-attitude-or-rumours', 3],
    ['insensitive-remark', 1],
    ['off-network-work', 1],
  ])('of %s lets a termination be proposed on %d records, not before', async (category, needed) => {
    const input = { expertId: expert.id, category, ...propose };
    for (let n = 0; n < needed; n++) {
      expect(await service.refusal(proposeTermination, anAe(), input)).toMatchObject({
        ...{ code: 'placement.ladder-not-climbed', kind: 'conflict', rule: 'PL-14' },
        facts: { category, recorded: n, needed },
      });
      await service.until(`${day(n)}T12:00:00Z`);
      await record({ category, happenedOn: day(n) });
    }
    expect(await service.ask(proposeTermination, anAe(), input)).toMatchObject({ state: 'open', category });
  });

  it('counts each category by itself, and only a chance that was one', async () => {
    const category = 'refusing-ownership';
    const input = { expertId: expert.id, category, ...propose } as const;
    for (let n = 0; n < 3; n++) await record({ category, happenedOn: day(0) });
    await record({ category: 'policy-breach' });
    expect(await service.refusal(proposeTermination, anAe(), input)).toMatchObject({
      facts: { recorded: 1, needed: 3 },
    });
  });

  it('is data: an administrator changes it in the version it read', async () => {
    const { ladders } = await service.ask(getConductLadders, expert, {});
    expect(ladders['policy-breach']).toEqual({ chances: 3, coaching: true, appealDays: 14 });
    const changed = { ...ladders, 'policy-breach': { chances: 0, coaching: false, appealDays: 7 } };
    expect(await service.ask(setConductLadders, anAdmin(), { version: 1, ladders: changed })).toEqual({
      ...{ ladders: changed, version: 2, updatedAt: now, updatedBy: 'Ada Admin' },
    });
    expect(await service.refusal(setConductLadders, anAdmin(), { version: 1, ladders })).toMatchObject({
      ...{ code: 'request.stale', facts: { version: 2 } },
    });
    await record({ coaching: undefined });
    const input = { expertId: expert.id, category: 'policy-breach' as const, ...propose };
    expect(await service.ask(proposeTermination, anAe(), input)).toMatchObject({ state: 'open' });
    for (const actor of [anAe(), aTeamLead(), expert]) {
      expect(await service.refusal(setConductLadders, actor, { version: 2, ladders })).toMatchObject({
        code: 'access.role',
      });
    }
    for (const actor of [aClientUser(), aPartner()]) {
      expect(await service.refusal(getConductLadders, actor, {})).toMatchObject({ code: 'access.role' });
    }
    expect(await service.refusal(proposeTermination, anExpert(), input)).toMatchObject({ code: 'access.role' });
  });
});
