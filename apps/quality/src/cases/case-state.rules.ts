import { conflict } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { CaseKind, CaseState } from './case.entity.js';

const table: Transitions<'answer' | 'close', CaseState> = {
  answer: { from: ['open'], to: 'answered' },
  close: { from: ['open', 'answered'], to: 'closed' },
};
const machine = { code: 'quality.case-state', table, rule: 'QN-3' };

/** QN-3. A case is answered once. Refuses 409 `quality.case-state`. */
export const afterAnswer = (state: CaseState): CaseState => transition(machine, state, 'answer');

/**
 * QN-3. A detractor's case is closed after the client heard from us, never instead; a fall or a mismatch (QN-6) may turn
 * out to need no answer. Refuses 409 `quality.not-answered`, 409 `quality.case-state`.
 */
export function afterClosing(kind: CaseKind, state: CaseState): CaseState {
  if (kind === 'detractor' && state === 'open') {
    throw conflict('quality.not-answered', 'The client hears from us first.', { rule: 'QN-3', facts: { state } });
  }
  return transition(machine, state, 'close');
}

/** QN-3. What is closed is handed over to nobody. Refuses 409 `quality.case-state`. */
export const checkHandOver = (state: CaseState): void => void transition(machine, state, 'close');

/**
 * QN-3, QN-6. Since when a case that is still open at `now` is overdue. Due at 9:00, it is overdue since 9:00, whether
 * somebody looks at 9:00 or at 11:00; at 8:59 it isn't.
 */
export const overdueSince = (dueAt: Date, now: Date): Date | null => (now < dueAt ? null : dueAt);

/** Who may own a case, of what is known of an account. */
export interface Candidate {
  accountId: string;
  role: string;
  disabled: boolean;
}

/** QN-3. A case belongs to somebody who works here and sees it: an AE, an administrator, or the expert's team lead. */
export const mayOwn = ({ accountId, role, disabled }: Candidate, teamLeadId: string | null): boolean =>
  !disabled && (role === 'team-lead' ? accountId === teamLeadId : ['account-executive', 'admin'].includes(role));
