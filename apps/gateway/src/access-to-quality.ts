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
  'GET /v1/questionnaires': ['client', ...staff],
  'GET /v1/questionnaires/:id': ['client', ...staff],
  'PUT /v1/questionnaires/:id/answer': ['client'],
  'GET /v1/questionnaire-policy': staff,
  'PUT /v1/questionnaire-policy': admin,

  // The page of a questionnaire
  'GET /q/:token': 'public',
  'POST /q/:token': 'public',

  // NPS
  'GET /v1/nps': members,
  'GET /v1/nps/ranking': staff,
  'GET /v1/nps/recount': admin,

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
  'GET /v1/churn-risks': staff,
  'GET /v1/placements/:id/churn-risk': staff,
  'GET /v1/churn-weights': staff,
  'PUT /v1/churn-weights': admin,

  // Client reports
  'GET /v1/client-reports': ['client', ...network],
  'GET /v1/client-reports/:id': ['client', ...network],
  'PATCH /v1/client-reports/:id': network,
  'POST /v1/client-reports/:id/release': network,
  'GET /v1/client-reports/:id/page': ['client', ...network],
  'GET /r/:token': 'public',
  'GET /r/:token/report.pdf': 'public',
  'GET /v1/client-reports/:id/report.pdf': ['client', ...network],
};
