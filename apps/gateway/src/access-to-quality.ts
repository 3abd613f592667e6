import type { Role } from '#libs/access';
import { network, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients

  // Conduct

  // Problem situations

  // Questionnaires

  // The page of a questionnaire

  // NPS

  // Cases
  'GET /v1/cases': staff,
  'GET /v1/cases/summary': staff,
  'GET /v1/cases/:id': staff,
  'POST /v1/cases/:id/answer': staff,
  'POST /v1/cases/:id/owner': staff,
  'POST /v1/cases/:id/closing': staff,

  // Complaints
  'GET /v1/complaints': ['expert', ...staff],
  'POST /v1/complaints': network,
  'GET /v1/complaints/:id': ['expert', ...staff],
  'POST /v1/complaints/:id/coaching-sessions': staff,
  'POST /v1/complaints/:id/resolution': network,
  'GET /v1/problems': staff,

  // Metric pairs

  // The award

  // One-to-ones

  // Help

  // Churn risk

  // Client reports
};
