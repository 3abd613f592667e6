import { roles } from '#libs/access';
import { refused } from '../test-support/refused.js';
import type { ProposalState } from '../types.js';
import {
  appealUntil,
  checkAppealTime,
  checkDecider,
  nextProposalState,
  type ProposalStep,
} from './proposal-state.rules.js';

const states: ProposalState[] = ['open', 'kept', 'terminated', 'appealed', 'reinstated', 'confirmed'];
const table: Record<ProposalStep, [from: ProposalState, to: ProposalState]> = {
  keep: ['open', 'kept'],
  terminate: ['open', 'terminated'],
  appeal: ['terminated', 'appealed'],
  uphold: ['appealed', 'reinstated'],
  refuse: ['appealed', 'confirmed'],
};
const cases = Object.entries(table).flatMap(([step, [from, to]]) =>
  states.map((state) => [step as ProposalStep, state, state === from ? to : undefined] as const),
);

it.each(cases)('PL-14: %s of one that is %s leads to %s', (step, state, end) => {
  if (end) expect(nextProposalState(state, step)).toBe(end);
  else expect(refused(() => nextProposalState(state, step))?.code).toBe('placement.wrong-proposal-state');
});

describe('PL-14: a person decides', () => {
  const refusal = { code: 'placement.decided-by-another', kind: 'forbidden' };

  it('who had no part in it before', () => {
    expect(refused(() => checkDecider({ id: 'cy', role: 'admin' }, ['ada', 'ben']))).toBeUndefined();
    expect(refused(() => checkDecider({ id: 'ada', role: 'admin' }, ['ada', null]))).toMatchObject(refusal);
    expect(refused(() => checkDecider({ id: 'ben', role: 'admin' }, ['ada', 'ben']))).toMatchObject(refusal);
  });

  it.each(roles.filter((role) => role !== 'admin'))('an administrator, not %s', (role) => {
    expect(refused(() => checkDecider({ id: 'cy', role }, []))).toMatchObject(refusal);
  });
});

it('PL-14: decided on 2 March at noon, an appeal is possible until 16 March at noon', () => {
  const until = appealUntil(new Date('2026-03-02T12:00:00Z'), 14);
  expect(until).toEqual(new Date('2026-03-16T12:00:00Z'));
  expect(refused(() => checkAppealTime(new Date('2026-03-16T12:00:00Z'), until))).toBeUndefined();
  expect(refused(() => checkAppealTime(new Date('2026-03-16T12:00:00.001Z'), until))?.code).toBe(
    'placement.appeal-too-late',
  );
});
