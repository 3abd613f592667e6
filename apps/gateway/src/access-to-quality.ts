import type { Role } from '#libs/access';
import { members, staff } from './access-groups.js';

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

  // The award

  // One-to-ones
  'GET /v1/one-to-ones': members,
  'POST /v1/one-to-ones': staff,
  'GET /v1/one-to-ones/summary': staff,
  'GET /v1/one-to-ones/:id': members,
  'POST /v1/one-to-ones/:id/holding': staff,
  'PATCH /v1/one-to-ones/:id': staff,

  // Help
  'GET /v1/english-sessions': ['expert', ...staff],
  'GET /v1/english-sessions/:id': ['expert', ...staff],
  'POST /v1/english-sessions/:id/attendance': staff,
  'PATCH /v1/english-sessions/:id/attendance': staff,
  'GET /v1/experts/:id/english': ['expert', ...staff],
  'GET /v1/tips': ['expert', ...staff],
  'POST /v1/tips': staff,
  'GET /v1/tips/:id': ['expert', ...staff],
  'POST /v1/tips/:id/reading': ['expert'],

  // Churn risk

  // Client reports
};
