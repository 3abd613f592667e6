import type { Actor } from '#libs/access';
import { conflict, forbidden } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { ProposalState } from '../types.js';

export type ProposalStep = 'keep' | 'terminate' | 'appeal' | 'uphold' | 'refuse';

const table: Transitions<ProposalStep, ProposalState> = {
  keep: { from: ['open'], to: 'kept' },
  terminate: { from: ['open'], to: 'terminated' },
  /** Once: from no other state. */
  appeal: { from: ['terminated'], to: 'appealed' },
  uphold: { from: ['appealed'], to: 'reinstated' },
  refuse: { from: ['appealed'], to: 'confirmed' },
};

/** PL-14. Proposed, decided, appealed against once, decided again. Refuses 409 `placement.wrong-proposal-state`. */
export const nextProposalState = (state: ProposalState, step: ProposalStep): ProposalState =>
  transition({ code: 'placement.wrong-proposal-state', table, rule: 'PL-14' }, state, step);

/**
 * PL-14. A person decides: an administrator who had no part in it before. Ada proposed and Ben decided: an appeal is
 * decided by neither. Refuses 403 `placement.decided-by-another`.
 */
export function checkDecider({ id, role }: Pick<Actor, 'id' | 'role'>, before: readonly (string | null)[]): void {
  if (role === 'admin' && !before.includes(id)) return;
  throw forbidden('placement.decided-by-another', 'An administrator who had no part in it before decides.', {
    rule: 'PL-14',
  });
}

const dayMs = 86_400_000;

/** PL-14. Decided on 2 March at noon, with 14 days: until 16 March at noon. */
export const appealUntil = (decidedAt: Date, days: number): Date => new Date(decidedAt.getTime() + days * dayMs);

/** PL-14. Refuses 409 `placement.appeal-too-late`. */
export function checkAppealTime(now: Date, until: Date): void {
  if (now <= until) return;
  throw conflict('placement.appeal-too-late', `An appeal was possible until ${until.toISOString()}.`, {
    rule: 'PL-14',
    facts: { appealUntil: until.toISOString() },
  });
}
