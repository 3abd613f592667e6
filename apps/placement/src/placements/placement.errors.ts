import { conflict } from '#libs/errors';
import { type ConstraintRefusals } from '#libs/persistence';
import { aboveCapacity } from './capacity.rules.js';

/** PL-9, where the database says it. Nothing in it tells of the expert's other clients. */
export const promiseRefusals: ConstraintRefusals = {
  placement_no_overlap: () =>
    conflict('placement.full-time-overlap', 'The expert has promised some of these days full-time elsewhere.', {
      rule: 'PL-9',
    }),
  placement_within_capacity: () => aboveCapacity(),
};
