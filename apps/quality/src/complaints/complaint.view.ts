import type { ChangeView } from '#libs/history';
import type { CaredFor } from '../network/circle.js';
import type { CoachingSessionEntity } from './coaching-session.entity.js';
import type { ComplaintEntity, ComplaintView } from './complaint.entity.js';

/** QN-4. What everybody reads who reads a complaint. */
const label = 'What a client was not content with, so that we can help. Coaching is help, not discipline.';

interface Around {
  placement: Pick<CaredFor, 'title' | 'clientName' | 'expertName'>;
  categoryName: string;
  sessions: readonly CoachingSessionEntity[];
  history: ChangeView[];
  /** The expert reads it without what staff noted for itself. */
  forStaff: boolean;
}

export function complaintView(complaint: ComplaintEntity, around: Around): ComplaintView {
  const { internalNote, problemId: _, ...told } = complaint;
  const { title, clientName, expertName } = around.placement;
  return {
    ...told,
    ...{ label, title, clientName, expertName, categoryName: around.categoryName },
    ...(around.forStaff && { internalNote }),
    sessions: around.sessions.map(({ id, heldAt, minutes, coach, agreed, notes }) => ({
      ...{ id, heldAt: heldAt.toISOString(), minutes, coach, agreed },
      ...(around.forStaff && { notes }),
    })),
    loggedAt: told.loggedAt.toISOString(),
    closedAt: told.closedAt?.toISOString() ?? null,
    history: around.history,
  };
}
