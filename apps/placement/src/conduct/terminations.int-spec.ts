import type { Actor } from '#libs/access';
import {
  appealTermination,
  applyAsExpert,
  changeExpert,
  decideAppeal,
  decideTermination,
  getExpert,
  getTerminationProposal,
  listTerminationProposals,
  placementEvents,
  proposeTermination,
  recordConduct,
  suspendExpert,
  terminateExpert,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  application,
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

const category = 'off-network-work' as const;
const why = { category, reason: 'A contract with the client, outside the network.' };
const record = (expertId = expert.id) =>
  service.ask(recordConduct, anAe(), {
    ...{ expertId, category, what: 'It signed a contract of its own.', happenedOn: '2026-02-02' },
    evidence: [{ kind: 'message', note: 'The client forwarded it.' }],
  });
const propose = async (actor = anAe()) => {
  const { id: recordId } = await record();
  const { id } = await service.ask(proposeTermination, actor, { expertId: expert.id, ...why });
  return { id, recordId };
};
const reason = 'It did.';
const terminated = async () => {
  const [proposer, decider] = [anAdmin(), anAdmin({ name: 'Ben Admin' })];
  const { id, recordId } = await propose(proposer);
  await service.ask(decideTermination, decider, { id, decision: 'terminate', reason });
  return { id, recordId, proposer, decider };
};
/** Six who do it at once, each on a connection that is there already: how many did, and what the others were refused with. */
const atOnce = async (does: (n: number) => Promise<unknown>) => {
  const six = [0, 1, 2, 3, 4, 5];
  await Promise.all(six.map(() => stage()));
  const all = await Promise.allSettled(six.map(does));
  const refusals = all.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []));
  return { done: 6 - refusals.length, refusals: [...new Set(refusals)] };
};
const stage = async () => (await service.ask(getExpert, anAe(), { id: expert.id })).stage;

describe('PL-14: a termination', () => {
  it('is proposed, and nothing happens until a person has decided', async () => {
    const { id, recordId } = await propose();
    expect(await stage()).toBe('certified');
    expect(await service.ask(getTerminationProposal, expert, { id })).toMatchObject({
      ...{ expertId: expert.id, expertName: 'Ana Šimić', state: 'open', recordIds: [recordId], ...why },
      ...{ proposedBy: 'Ann Executive', proposedAt: now, decidedBy: null, appealUntil: null },
      history: [{ state: 'open', by: 'Ann Executive', reason: why.reason }],
    });
    expect(await service.told(placementEvents.terminationProposed)).toEqual([
      { recordId, expertId: expert.id, ...why, proposedBy: 'Ann Executive', at: now },
    ]);
  });

  it('is decided by an administrator, never by who proposed it', async () => {
    const proposer = anAdmin();
    const { id } = await propose(proposer);
    const input = { id, decision: 'terminate' as const, reason };
    expect(await service.refusal(decideTermination, proposer, input)).toMatchObject({
      ...{ code: 'placement.decided-by-another', kind: 'forbidden', rule: 'PL-14' },
    });
    for (const actor of [anAe(), aTeamLead(), expert, aClientUser()]) {
      expect(await service.refusal(decideTermination, actor, input)).toMatchObject({ code: 'access.role' });
    }
    expect(await stage()).toBe('certified');
  });

  it('brings the expert to its stage, with who, when and why, in one go', async () => {
    const { id, recordId } = await terminated();
    expect(await service.ask(getTerminationProposal, anAe(), { id })).toMatchObject({
      ...{ state: 'terminated', decidedBy: 'Ben Admin', decidedAt: now, decisionReason: reason },
      ...{ appealUntil: '2026-02-16T11:00:00.000Z' },
      history: [{ state: 'open' }, { state: 'terminated', by: 'Ben Admin', reason }],
    });
    const { stage: reached, history } = await service.ask(getExpert, anAe(), { id: expert.id });
    expect([reached, history.at(-1)]).toEqual([
      ...['terminated', { state: 'terminated', at: now, by: 'Ben Admin', byRole: 'admin', reason }],
    ]);
    const data = { recordId, expertId: expert.id, category, reason, decidedBy: 'Ben Admin', at: now };
    expect(await service.told(placementEvents.conductDecided)).toEqual([{ ...data, decision: 'terminated' }]);
    expect((await service.told(placementEvents.expertStageChanged)).at(-1)).toMatchObject({
      ...{ expertId: expert.id, stage: 'terminated', reason },
    });
  });

  it('or keeps it: on the same records it is not proposed again, with a new one it is', async () => {
    const { id } = await propose();
    await service.ask(decideTermination, anAdmin(), { id, decision: 'keep', reason: 'A misunderstanding.' });
    expect(await stage()).toBe('certified');
    expect(await service.told(placementEvents.conductDecided)).toMatchObject([{ decision: 'kept' }]);
    const again = { expertId: expert.id, ...why };
    expect(await service.refusal(proposeTermination, anAe(), again)).toMatchObject({
      ...{ code: 'placement.decided-already', kind: 'conflict' },
    });
    await service.until('2026-02-03T12:00:00Z');
    const { id: recordId } = await service.ask(recordConduct, anAe(), {
      ...{ expertId: expert.id, category, what: 'Again.', happenedOn: '2026-02-03' },
      evidence: [{ kind: 'message', note: 'A second one.' }],
    });
    expect((await service.ask(proposeTermination, anAe(), again)).recordIds.at(-1)).toBe(recordId);
    expect(await service.refusal(appealTermination, expert, { id, text: 'What for?' })).toMatchObject({
      code: 'placement.wrong-proposal-state',
    });
  });

  it('is proposed once at a time, also by several at once', async () => {
    await record();
    const input = { expertId: expert.id, ...why };
    expect(await atOnce(() => service.ask(proposeTermination, anAe(), input))).toEqual({
      ...{ done: 1, refusals: ['placement.termination-proposed'] },
    });
    expect(await service.refusal(proposeTermination, anAe(), input)).toMatchObject({
      ...{ code: 'placement.termination-proposed', kind: 'conflict' },
    });
    expect(await service.told(placementEvents.terminationProposed)).toHaveLength(1);
  });

  it('of decisions at once one counts', async () => {
    const { id } = await propose();
    const decide = (n: number) =>
      service.ask(decideTermination, anAdmin(), { id, decision: n % 2 ? 'terminate' : 'keep', reason });
    expect(await atOnce(decide)).toEqual({ done: 1, refusals: ['placement.wrong-proposal-state'] });
    expect(await service.told(placementEvents.conductDecided)).toHaveLength(1);
  });

  it('is of experts who are or were certified: a suspended one, no applicant', async () => {
    const applicant = anExpert();
    await service.ask(applyAsExpert, applicant, application());
    await record(applicant.id);
    expect(await service.refusal(proposeTermination, anAe(), { expertId: applicant.id, ...why })).toMatchObject({
      code: 'placement.wrong-stage',
    });
    await service.ask(suspendExpert, anAe(), { id: expert.id, reason: 'We look into it.' });
    const { id } = await propose();
    await service.ask(decideTermination, anAdmin(), { id, decision: 'terminate', reason });
    expect(await stage()).toBe('terminated');
  });

  it('of one that left meanwhile can only be laid down', async () => {
    const { id } = await propose();
    const leaves = { id: expert.id, reason: 'Leaves.', ownWish: 'I go.' };
    await service.ask(terminateExpert, anAe(), leaves);
    const refusal = await service.refusal(decideTermination, anAdmin(), { id, decision: 'terminate', reason });
    expect(refusal).toMatchObject({ code: 'placement.wrong-stage' });
    expect(await service.ask(decideTermination, anAdmin(), { id, decision: 'keep', reason })).toMatchObject({
      state: 'kept',
    });
  });
});

describe('PL-14: an appeal', () => {
  const text = 'That contract is older than the network.';

  it('is the expert’s, though terminated; another person upholds it, and it is certified again', async () => {
    const { id, recordId, proposer, decider } = await terminated();
    await service.until('2026-02-16T11:00:00Z');
    const appealed = await service.ask(appealTermination, expert, { id, text });
    const at = '2026-02-16T11:00:00.000Z';
    expect(appealed).toMatchObject({ state: 'appealed', appeal: text, appealedAt: at });
    expect(await service.told(placementEvents.conductAnswered)).toEqual([
      { recordId, expertId: expert.id, category, kind: 'appeal', text, at },
    ]);
    const uphold = { id, decision: 'uphold' as const, reason: 'We were wrong.' };
    for (const actor of [proposer, decider]) {
      expect(await service.refusal(decideAppeal, actor, uphold)).toMatchObject({
        code: 'placement.decided-by-another',
      });
    }
    for (const actor of [anAe(), aTeamLead(), expert]) {
      expect(await service.refusal(decideAppeal, actor, uphold)).toMatchObject({ code: 'access.role' });
    }
    expect(await service.ask(decideAppeal, anAdmin({ name: 'Cy Admin' }), uphold)).toMatchObject({
      ...{ state: 'reinstated', appealDecidedBy: 'Cy Admin', appealDecidedAt: at, appealReason: 'We were wrong.' },
    });
    const { stage: reached, history, programmes } = await service.ask(getExpert, anAe(), { id: expert.id });
    expect([reached, programmes]).toEqual(['certified', ['delivery-method']]);
    expect(history.at(-1)).toMatchObject({ state: 'certified', by: 'Cy Admin', reason: 'We were wrong.' });
    expect((await service.told(placementEvents.conductDecided)).map(({ decision }) => decision)).toEqual([
      ...['terminated', 'appeal-upheld'],
    ]);
    expect(await service.refusal(proposeTermination, anAe(), { expertId: expert.id, ...why })).toMatchObject({
      code: 'placement.decided-already',
    });
  });

  it('upheld, whoever was suspended before still is', async () => {
    await service.ask(suspendExpert, anAe(), { id: expert.id, reason: 'Its papers ran out.' });
    const { id } = await terminated();
    await service.ask(appealTermination, expert, { id, text });
    await service.ask(decideAppeal, anAdmin(), { id, decision: 'uphold', reason });
    expect(await stage()).toBe('suspended');
  });

  it('refused, it stays, and there is no second one', async () => {
    const { id } = await terminated();
    await service.ask(appealTermination, expert, { id, text });
    expect(await service.refusal(appealTermination, expert, { id, text })).toMatchObject({
      ...{ code: 'placement.wrong-proposal-state', kind: 'conflict' },
    });
    const refuse = { id, decision: 'refuse' as const, reason: 'It is not.' };
    expect(await service.ask(decideAppeal, anAdmin(), refuse)).toMatchObject({ state: 'confirmed' });
    expect(await stage()).toBe('terminated');
    for (const decision of ['uphold', 'refuse'] as const) {
      expect(await service.refusal(decideAppeal, anAdmin(), { ...refuse, decision })).toMatchObject({
        code: 'placement.wrong-proposal-state',
      });
    }
    expect(await service.refusal(appealTermination, expert, { id, text })).toMatchObject({
      code: 'placement.wrong-proposal-state',
    });
    expect((await service.told(placementEvents.conductDecided)).at(-1)).toMatchObject({ decision: 'appeal-refused' });
  });

  it('comes within 14 days', async () => {
    const { id } = await terminated();
    await service.until('2026-02-16T11:00:00.001Z');
    expect(await service.refusal(appealTermination, expert, { id, text })).toMatchObject({
      ...{ code: 'placement.appeal-too-late', kind: 'conflict', facts: { appealUntil: '2026-02-16T11:00:00.000Z' } },
    });
    expect(await service.refusal(decideAppeal, anAdmin(), { id, decision: 'uphold', reason })).toMatchObject({
      code: 'placement.wrong-proposal-state',
    });
  });

  it('of decisions at once one counts', async () => {
    const { id } = await terminated();
    await service.ask(appealTermination, expert, { id, text });
    const decide = (n: number) =>
      service.ask(decideAppeal, anAdmin(), { id, decision: n % 2 ? 'uphold' : 'refuse', reason });
    expect(await atOnce(decide)).toEqual({ done: 1, refusals: ['placement.wrong-proposal-state'] });
    expect(await service.told(placementEvents.conductDecided)).toHaveLength(2);
  });
});

it('PL-14, GW-3: a proposal concerns the expert, its team lead, account executives and administrators', async () => {
  const { id } = await propose();
  const [lead, other] = [aTeamLead(), await aCertifiedExpert(service)];
  const sees = async (actor: Actor, filter: object = {}) =>
    (await service.ask(listTerminationProposals, actor, filter)).items.length;
  for (const stranger of [other, lead, aClientUser()]) {
    expect(await service.refusal(getTerminationProposal, stranger, { id })).toMatchObject({
      code: 'access.no-such-termination-proposal',
    });
  }
  expect([await sees(other), await sees(lead)]).toEqual([0, 0]);
  expect(await service.refusal(appealTermination, other, { id, text: 'Me.' })).toMatchObject({
    code: 'access.no-such-termination-proposal',
  });
  expect(await service.refusal(listTerminationProposals, aClientUser(), {})).toMatchObject({ code: 'access.role' });
  await service.ask(changeExpert, anAe(), { id: expert.id, version: 3, change: { teamLeadId: lead.id } });
  for (const actor of [expert, lead, anAe(), anAdmin()]) {
    expect(await service.ask(getTerminationProposal, actor, { id })).toMatchObject({ id });
    expect(await sees(actor, { expertId: expert.id, category, state: 'open' })).toBe(1);
    expect(await sees(actor, { state: 'kept' })).toBe(0);
  }
  for (const actor of [lead, expert]) {
    expect(await service.refusal(proposeTermination, actor, { expertId: expert.id, ...why })).toMatchObject({
      code: 'access.role',
    });
  }
  const unknown = { id: newId(), decision: 'keep' as const, reason };
  expect(await service.refusal(decideTermination, anAdmin(), unknown)).toMatchObject({ kind: 'not-found' });
});
