import { transition, type Transitions } from '#libs/state';
import type { ExpertStage } from '../types.js';

export type ExpertStep = 'screen' | 'certify' | 'suspend' | 'reinstate' | 'terminate';

const table: Transitions<ExpertStep, ExpertStage> = {
  screen: { from: ['applied'], to: 'screening' },
  /** A certified expert can be certified for a further programme. */
  certify: { from: ['screening', 'certified'], to: 'certified' },
  suspend: { from: ['certified'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'certified' },
  terminate: { from: ['applied', 'screening', 'certified', 'suspended'], to: 'terminated' },
};

/** PL-1. Applied, screening, certified, suspended, terminated; terminated is final. Refuses 409 `placement.wrong-stage`. */
export const nextStage = (stage: ExpertStage, step: ExpertStep): ExpertStage =>
  transition({ code: 'placement.wrong-stage', table, rule: 'PL-1' }, stage, step);
