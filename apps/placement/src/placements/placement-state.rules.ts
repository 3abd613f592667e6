import { transition, type Transitions } from '#libs/state';
import type { PlacementState } from '../types.js';

export type PlacementStep = 'agree' | 'activate' | 'pause' | 'resume' | 'end' | 'cancel' | 'lose';

const table: Transitions<PlacementStep, PlacementState> = {
  agree: { from: ['selected'], to: 'agreed' },
  activate: { from: ['agreed'], to: 'active' },
  pause: { from: ['active'], to: 'paused' },
  resume: { from: ['paused'], to: 'active' },
  end: { from: ['active', 'paused'], to: 'ended' },
  cancel: { from: ['selected', 'agreed'], to: 'cancelled' },
  /** PL-13. Found out afterwards: it ended because of an issue. */
  lose: { from: ['ended'], to: 'ended' },
};

/** PL-9. Selected, agreed, active, (paused), ended; or cancelled before it began. Refuses 409 `placement.wrong-state`. */
export const nextState = (state: PlacementState, step: PlacementStep): PlacementState =>
  transition({ code: 'placement.wrong-state', table, rule: 'PL-9' }, state, step);
