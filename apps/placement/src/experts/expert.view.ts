import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { Expert } from '#libs/contracts';
import type { ChangeView } from '#libs/history';
import { formatMoney } from '#libs/money';
import { seesPay } from '../masks.rules.js';
import type { ExpertEntity } from './expert.entity.js';

export type ExpertView = z.output<typeof Expert>;

/** An expert as its reader may see it: to a client it shows neither its pay nor how it came to its stage. */
export function expertView(actor: Actor, expert: ExpertEntity, history: ChangeView[]): ExpertView {
  const { skillYears: _, payRate, createdAt, updatedAt, ...facts } = expert;
  return {
    ...facts,
    ...(seesPay(actor) && { payRate: formatMoney(payRate) }),
    history: actor.role === 'client' ? [] : history,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
