import type { Role } from '#libs/access';
import { admin, members, network, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients
  'GET /v1/issue-categories': members,
  'POST /v1/issue-categories': admin,
  'PATCH /v1/issue-categories/:id': admin,
  'POST /v1/placements/:id/loss': network,
  'GET /v1/losses': staff,
  'GET /v1/losses/:id': ['expert', ...staff],
  'POST /v1/losses/:id/lifting': admin,
  'GET /v1/experts/:id/strikes': ['expert', ...staff],

  // Conduct

  // Problem situations

  // Questionnaires

  // The page of a questionnaire

  // NPS

  // Cases

  // Complaints

  // Metric pairs

  // The award

  // One-to-ones

  // Help

  // Churn risk

  // Client reports
};
