import type { Role } from '#libs/access';
import { admin, members, network, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients

  // Conduct

  // Problem situations

  // Questionnaires

  // The page of a questionnaire

  // NPS

  // Cases

  // Complaints

  // Metric pairs
  'GET /v1/metric-pairs': staff,
  'PUT /v1/metric-pairs': admin,
  'GET /v1/placements/:id/metrics': members,
  'POST /v1/metric-evaluations': network,

  // The award
  'GET /v1/award-standards': members,
  'GET /v1/experts/:id/award-standing': ['expert', ...staff],
  'GET /v1/awards': ['expert', ...staff],
  'POST /v1/awards': network,
  'GET /v1/award-winners': members,

  // One-to-ones

  // Help

  // Churn risk

  // Client reports
};
