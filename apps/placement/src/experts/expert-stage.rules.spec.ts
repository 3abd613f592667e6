import { refused } from '../test-support/refused.js';
import type { ExpertStage } from '../types.js';
import { checkTermination, type ExpertStep, nextStage } from './expert-stage.rules.js';

const stages: ExpertStage[] = ['applied', 'screening', 'certified', 'suspended', 'terminated'];

/** Every step from every stage: where it leads, or nowhere. */
const table: Record<ExpertStep, (ExpertStage | undefined)[]> = {
  screen: ['screening', undefined, undefined, undefined, undefined],
  certify: [undefined, 'certified', 'certified', undefined, undefined],
  suspend: [undefined, undefined, 'suspended', undefined, undefined],
  reinstate: [undefined, undefined, undefined, 'certified', undefined],
  terminate: ['terminated', 'terminated', 'terminated', 'terminated', undefined],
  dismiss: [undefined, undefined, 'terminated', 'terminated', undefined],
  restore: [undefined, undefined, undefined, undefined, 'certified'],
  'restore-suspended': [undefined, undefined, undefined, undefined, 'suspended'],
};

const cases = Object.entries(table).flatMap(([step, ends]) =>
  ends.map((end, index) => [step as ExpertStep, stages[index]!, end] as const),
);

it.each(cases)('%s from %s leads to %s (PL-1)', (step, stage, end) => {
  if (end) expect(nextStage(stage, step)).toBe(end);
  else expect(refused(() => nextStage(stage, step))).toMatchObject({ code: 'placement.wrong-stage', kind: 'conflict' });
});

it.each(stages)('PL-14: %s, terminated without a decision only as an applicant, or at its own wish', (stage) => {
  const refusal = refused(() => checkTermination(stage, undefined))?.code;
  const needsDecision = stage === 'certified' || stage === 'suspended';
  expect(refusal).toBe(needsDecision ? 'placement.termination-needs-decision' : undefined);
  expect(refused(() => checkTermination(stage, 'I want to leave.'))).toBeUndefined();
});
