import { conflict, type DomainError } from '#libs/errors';

/** One state machine as one table: which step leads from where to where. */
export type Transitions<Step extends string, State extends string> = Readonly<
  Record<Step, { from: readonly State[]; to: State }>
>;

/** The state after `step`; refuses 409 with `code` and names the states it's possible in. */
export function transition<Step extends string, State extends string>(
  { code, table, rule }: { code: string; table: Transitions<Step, State>; rule: string },
  state: State,
  step: Step,
): State {
  const { from, to } = table[step];
  if (from.includes(state)) return to;
  throw wrongState(code, rule, state, ...from);
}

/** How a step from a state it isn't possible in is refused: 409. */
export const wrongState = (code: string, rule: string, state: string, ...possibleFrom: string[]): DomainError =>
  conflict(code, `It is ${state}; this step is possible from ${possibleFrom.join(' or ')} only.`, {
    rule,
    facts: { state, possibleFrom },
  });
