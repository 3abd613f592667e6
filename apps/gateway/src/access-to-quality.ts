import type { Role } from '#libs/access';
import { admin, members, network, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about quality: what clients say, what is delivered, what follows. */
export const qualityAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Lost clients

  // Conduct
  'GET /v1/conduct-ladders': ['expert', ...staff],
  'PUT /v1/conduct-ladders': admin,
  'GET /v1/conduct-records': ['expert', ...staff],
  'POST /v1/conduct-records': staff,
  'GET /v1/conduct-records/:id': ['expert', ...staff],
  'POST /v1/conduct-records/:id/answers': ['expert'],
  'POST /v1/experts/:id/termination-proposals': network,
  'GET /v1/termination-proposals': ['expert', ...staff],
  'GET /v1/termination-proposals/:id': ['expert', ...staff],
  'POST /v1/termination-proposals/:id/decision': admin,
  'POST /v1/termination-proposals/:id/appeal': ['expert'],
  'POST /v1/termination-proposals/:id/appeal-decision': admin,

  // Problem situations
  'GET /v1/problem-situations': members,
  'POST /v1/problem-situations': network,
  'GET /v1/problem-situations/:id': members,
  'PATCH /v1/problem-situations/:id': network,
  'POST /v1/problem-situations/:id/acceptance': network,
  'POST /v1/problem-situations/:id/refusal': network,

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
