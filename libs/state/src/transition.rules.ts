import { conflict } from '#libs/errors';

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
  throw conflict(code, `It is ${state}; this step is possible from ${from.join(' or ')} only.`, {
    rule,
    facts: { state, possibleFrom: from },
  });
}
