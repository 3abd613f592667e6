import { conflict } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { ExpertStage } from '../types.js';

export type ExpertStep =
  'screen' | 'certify' | 'suspend' | 'reinstate' | 'terminate' | 'dismiss' | 'restore' | 'restore-suspended';

const table: Transitions<ExpertStep, ExpertStage> = {
  screen: { from: ['applied'], to: 'screening' },
  /** A certified expert can be certified for a further programme. */
  certify: { from: ['screening', 'certified'], to: 'certified' },
  suspend: { from: ['certified'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'certified' },
  terminate: { from: ['applied', 'screening', 'certified', 'suspended'], to: 'terminated' },
  /** PL-14. By a decided proposal; whoever only applied needs none. */
  dismiss: { from: ['certified', 'suspended'], to: 'terminated' },
  /** PL-14. By an upheld appeal, and nothing else; whoever was suspended still is. */
  restore: { from: ['terminated'], to: 'certified' },
  'restore-suspended': { from: ['terminated'], to: 'suspended' },
};

/**
 * PL-1. Applied, screening, certified, suspended, terminated; terminated is final but for an upheld appeal (PL-14).
 * Refuses 409 `placement.wrong-stage`.
 */
export const nextStage = (stage: ExpertStage, step: ExpertStep): ExpertStage =>
  transition({ code: 'placement.wrong-stage', table, rule: 'PL-1' }, stage, step);

/**
 * PL-14. Nothing goes around the ladder: an applicant is terminated as it is, a certified or suspended expert by a decided
 * proposal only, unless it wishes to leave itself and its written wish is quoted. Refuses 409
 * `placement.termination-needs-decision`.
 */
export function checkTermination(stage: ExpertStage, ownWish: string | undefined): void {
  if (ownWish || (stage !== 'certified' && stage !== 'suspended')) return;
  throw conflict(
    'placement.termination-needs-decision',
    'A certified expert is terminated by a decided proposal, or at its own written wish.',
    { rule: 'PL-14', facts: { stage } },
  );
}
