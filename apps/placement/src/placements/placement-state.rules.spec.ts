import { refused } from '../test-support/refused.js';
import type { PlacementState } from '../types.js';
import { nextState, type PlacementStep } from './placement-state.rules.js';

const states: PlacementState[] = ['selected', 'agreed', 'active', 'paused', 'ended', 'cancelled'];
const table: Record<PlacementStep, (PlacementState | undefined)[]> = {
  agree: ['agreed', undefined, undefined, undefined, undefined, undefined],
  activate: [undefined, 'active', undefined, undefined, undefined, undefined],
  pause: [undefined, undefined, 'paused', undefined, undefined, undefined],
  resume: [undefined, undefined, undefined, 'active', undefined, undefined],
  end: [undefined, undefined, 'ended', 'ended', undefined, undefined],
  cancel: ['cancelled', 'cancelled', undefined, undefined, undefined, undefined],
  lose: [undefined, undefined, undefined, undefined, 'ended', undefined],
};

const cases = Object.entries(table).flatMap(([step, ends]) =>
  ends.map((end, index) => [step as PlacementStep, states[index]!, end] as const),
);

it.each(cases)('%s from %s leads to %s (PL-9)', (step, state, end) => {
  if (end) expect(nextState(state, step)).toBe(end);
  else expect(refused(() => nextState(state, step))).toMatchObject({ code: 'placement.wrong-state', kind: 'conflict' });
});
